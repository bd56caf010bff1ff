package id.kezbek.sandbox.demo.finance;

/** The typical mistakes in providers' settlement files, and the differences that the engine must find. */
enum Mistake {
    LEFT_OUT("a payment is left out", "PENDING"),
    INVENTED("a payment that was never made", "UNKNOWN_PAYMENT"),
    WRONG_AMOUNT("another amount", "AMOUNT"),
    WRONG_FEE("another fee", "FEE"),
    WRONG_WALLET("another wallet", "WALLET_OR_MSISDN"),
    WRONG_MSISDN("another customer", "WALLET_OR_MSISDN"),
    DOUBLED("the same row twice", "DUPLICATE_LINE"),
    PAID_TWICE("a second payment of one order", "PAID_TWICE"),
    REVERSED("a reversal that was never made", "UNKNOWN_REVERSAL"),
    CUT_ID("our reference is truncated, as by a spreadsheet", ""),
    LOST_ID("both references are missing", "");

    private final String words;
    private final String difference;

    Mistake(String words, String difference) {
        this.words = words;
        this.difference = difference;
    }

    String words() {
        return words;
    }

    /** The kind of the difference; empty if the row must be matched despite the mistake. */
    String difference() {
        return difference;
    }

    boolean isMatched() {
        return difference.isEmpty();
    }
}
