package id.kezbek.payouts.callback;

/** The state of a correctly signed callback. */
public enum CallbackVerdict {
    /** The callback refers to one of Kezbek's attempts and is not evaluated yet. */
    ACCEPTED,
    /** The callback is settled: the provider's answer to an inquiry confirmed it, or two people decided. */
    APPLIED,
    /** The callback reports a state that is already recorded. */
    NO_NEWS,
    /** The callback differs from the recorded state. The engine will inquire, and the provider's answer decides. */
    ASKED,
    /** The provider's answer to an inquiry contradicts the callback. Two people or a settlement file decide. */
    CONTRADICTED,
    /**
     * The callback differs from the recorded state, and the provider has no inquiry or does not answer. Two people or a
     * settlement file decide.
     */
    FOR_PEOPLE,
    /** The callback cannot be parsed. */
    MALFORMED,
    /** The provider has no order of Kezbek with this reference. */
    UNKNOWN_REFERENCE,
    /** The amount differs from the amount of the order. */
    WRONG_AMOUNT,
    /** The time of sending is too old or in the future. So an attacker cannot send a recorded callback again. */
    EXPIRED,
    /** The provider stores no order references. Only rows of earlier versions have this value. */
    NO_REFERENCES;

    /** Whether the callback was rejected. */
    boolean isRefused() {
        return switch (this) {
            case ACCEPTED, APPLIED, NO_NEWS, ASKED, CONTRADICTED, FOR_PEOPLE -> false;
            case MALFORMED, UNKNOWN_REFERENCE, WRONG_AMOUNT, EXPIRED, NO_REFERENCES -> true;
        };
    }
}
