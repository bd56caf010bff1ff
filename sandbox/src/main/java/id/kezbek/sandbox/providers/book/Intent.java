package id.kezbek.sandbox.providers.book;

/** The provider's plan for a new order, including its faults. */
public sealed interface Intent {

    /** Pays at once and, unless {@code reverseAfterMillis} is 0, takes it back so much later. */
    record PayNow(long reverseAfterMillis) implements Intent {}

    /** Accepts and pays later; {@code unseen} says whether inquiries deny the order until then. */
    record PayLater(long afterMillis, boolean unseen, long reverseAfterMillis) implements Intent {}

    record Decline() implements Intent {}
}
