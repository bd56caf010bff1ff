package id.kezbek.payouts;

/** What became of a callback whose signature holds. */
public enum CallbackVerdict {
    /** It speaks of one of our attempts; what follows from it is not written yet. */
    ACCEPTED,
    /** What follows from it is written. */
    APPLIED,
    /** It tells nothing that was not known. */
    NO_NEWS,
    /** It says otherwise than what is recorded of an attempt that has ended; the provider is asked, and that decides. */
    ASKED,
    /** As ASKED, at a provider that cannot be asked: nothing is changed and people are told. */
    CONTRADICTED,
    /** It cannot be read. */
    MALFORMED,
    /** The provider was given no order with this reference. */
    UNKNOWN_REFERENCE,
    /** The amount is not the order's. */
    WRONG_AMOUNT,
    /** The provider keeps no references, so nothing it names can be trusted to be ours. */
    NO_REFERENCES;

    /** Whether it moved nothing because it cannot be about an order of ours as we gave it. */
    boolean isRefused() {
        return switch (this) {
            case ACCEPTED, APPLIED, NO_NEWS, ASKED, CONTRADICTED -> false;
            case MALFORMED, UNKNOWN_REFERENCE, WRONG_AMOUNT, NO_REFERENCES -> true;
        };
    }
}
