package id.kezbek.payouts.callback;

/** The state of a correctly signed callback. */
public enum CallbackVerdict {
    /** It is about one of our attempts and not evaluated yet. */
    ACCEPTED,
    /** The provider's inquiry answer, or two people, confirmed it. */
    APPLIED,
    /** It reports a known state. */
    NO_NEWS,
    /** It differs from the record; an inquiry is due, and its answer decides. */
    ASKED,
    /** The inquiry answer contradicts it; nothing changed. Two people or a settlement file decide. */
    CONTRADICTED,
    /**
     * It differs from the record, and the provider has no inquiry or does not answer. Two people or a settlement file
     * decide.
     */
    FOR_PEOPLE,
    /** It cannot be parsed. */
    MALFORMED,
    /** The provider has no order of ours with this reference. */
    UNKNOWN_REFERENCE,
    /** The amount differs from the order's. */
    WRONG_AMOUNT,
    /** Its time is too old or in the future, so that a recorded callback cannot be used later. */
    EXPIRED,
    /** The provider has no references; only in rows of earlier versions. */
    NO_REFERENCES;

    /** Whether it had no effect because it cannot be about an order of ours. */
    boolean isRefused() {
        return switch (this) {
            case ACCEPTED, APPLIED, NO_NEWS, ASKED, CONTRADICTED, FOR_PEOPLE -> false;
            case MALFORMED, UNKNOWN_REFERENCE, WRONG_AMOUNT, EXPIRED, NO_REFERENCES -> true;
        };
    }
}
