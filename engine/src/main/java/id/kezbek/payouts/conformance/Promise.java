package id.kezbek.payouts.conformance;

/** A property of a provider that the engine relies on. */
public enum Promise {
    ACCESS("The provider accepts our credentials"),
    BALANCE("The provider reports our balance"),
    ACCOUNT("The provider knows the customer's account"),
    NEVER_SEEN("The provider does not know an order that was not sent"),
    EXPIRED("The adapter does not send an order whose lease has expired"),
    WRONG_CREDENTIALS("Wrong credentials pay nothing"),
    PAID_ONCE("An order is paid"),
    CALLBACK("The provider reports the paid order in a signed callback"),
    REPEATED("The same order, sent again, pays nothing more"),
    OTHER_VALUES("An order with a used reference and another amount pays nothing, and is not treated as rejected"),
    LOST_ANSWER("An order without a response has an unknown result until an inquiry"),
    ABOVE_LIMIT("An amount above the limit is refused"),
    FLOAT_SHORT("An order above the float is not treated as a rejection of the payout");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
