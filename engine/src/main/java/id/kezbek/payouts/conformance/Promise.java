package id.kezbek.payouts.conformance;

/** What the engine relies on at a provider. */
public enum Promise {
    ACCESS("It accepts our credentials"),
    BALANCE("It tells our balance"),
    ACCOUNT("It knows the customer's account"),
    NEVER_SEEN("It does not know an order that was not sent"),
    EXPIRED("An order after its lease is not sent"),
    WRONG_CREDENTIALS("Wrong credentials pay nothing"),
    PAID_ONCE("An order is paid"),
    CALLBACK("It reports the paid order in a signed callback"),
    REPEATED("The same order again pays nothing more"),
    OTHER_VALUES("Another amount with the same reference pays nothing and is not read as refused"),
    LOST_ANSWER("An order without an answer is unknown until an inquiry"),
    ABOVE_LIMIT("An amount above the limit is refused"),
    FLOAT_SHORT("A short float is not the payout's rejection");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
