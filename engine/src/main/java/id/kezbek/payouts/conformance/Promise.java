package id.kezbek.payouts.conformance;

/** What the engine relies on at a provider. */
public enum Promise {
    ACCESS("The provider accepts our credentials"),
    BALANCE("The provider reports our balance"),
    ACCOUNT("The provider knows the customer's account"),
    NEVER_SEEN("The provider does not know an order that was not sent"),
    EXPIRED("The adapter does not send an order whose lease has ended"),
    WRONG_CREDENTIALS("Wrong credentials pay nothing"),
    PAID_ONCE("An order is paid"),
    CALLBACK("The provider reports the paid order in a signed callback"),
    REPEATED("The same order, sent again, pays nothing more"),
    OTHER_VALUES("An order with a used reference and another amount pays nothing, and is not read as refused"),
    LOST_ANSWER("An order without a response is unknown until an inquiry"),
    ABOVE_LIMIT("An amount above the limit is refused"),
    FLOAT_SHORT("An order above the float is not read as a rejection of the payout");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
