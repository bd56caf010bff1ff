package id.kezbek.sandbox.providers.book;

/** The provider's plan for a new order, including its faults. */
public sealed interface Intent {

    /** Pays at once. Unless {@code reverseAfterMillis} is 0, reverses the payment after this time. */
    record PayNow(long reverseAfterMillis) implements Intent {}

    /**
     * Accepts the order and pays later; if {@code unseen} is true, inquiries until then respond as if the order did not
     * exist.
     */
    record PayLater(long afterMillis, boolean unseen, long reverseAfterMillis) implements Intent {}

    record Decline() implements Intent {}
}
