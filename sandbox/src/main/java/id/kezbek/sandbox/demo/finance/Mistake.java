package id.kezbek.sandbox.demo.finance;

/** What providers' settlement files get wrong, and what the engine must find it as. */
enum Mistake {
    LEFT_OUT("a payment is left out", "PENDING"),
    INVENTED("a payment that never was", "UNKNOWN_PAYMENT"),
    WRONG_AMOUNT("another amount", "AMOUNT"),
    WRONG_FEE("another fee", "FEE"),
    WRONG_WALLET("another wallet", "WALLET_OR_MSISDN"),
    WRONG_MSISDN("another customer", "WALLET_OR_MSISDN"),
    DOUBLED("the same row twice", "DUPLICATE_LINE"),
    PAID_TWICE("a second payment of one order", "PAID_TWICE"),
    REVERSED("a reversal that never was", "UNKNOWN_REVERSAL"),
    CUT_ID("our reference is cut, as by a spreadsheet", ""),
    LOST_ID("both references are lost", "");

    private final String words;
    private final String difference;

    Mistake(String words, String difference) {
        this.words = words;
        this.difference = difference;
    }

    String words() {
        return words;
    }

    /** The kind of difference; empty if the row must be matched in spite of the mistake. */
    String difference() {
        return difference;
    }

    boolean isMatched() {
        return difference.isEmpty();
    }
}
