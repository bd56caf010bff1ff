package id.kezbek.payouts;

/** What became of a callback whose signature holds. */
public enum CallbackVerdict {
    /** It is about one of our attempts; what follows from it is not written yet. */
    ACCEPTED,
    /** The provider's answer to a question, or two people, confirmed it. */
    APPLIED,
    /** It tells nothing that was not known. */
    NO_NEWS,
    /** It says otherwise than what is recorded; the provider is asked, and the answer decides. */
    ASKED,
    /** The provider answered the question otherwise: nothing is changed; two people or a statement decide. */
    CONTRADICTED,
    /** It says otherwise than what is recorded and the provider cannot be asked, or does not answer: two people or a statement decide. */
    FOR_PEOPLE,
    /** It cannot be read. */
    MALFORMED,
    /** The provider was given no order with this reference. */
    UNKNOWN_REFERENCE,
    /** The amount is not the order's. */
    WRONG_AMOUNT,
    /** Its time is too old, or in the future; whoever recorded it once cannot use it later. */
    EXPIRED,
    /** The provider keeps no references; only in rows of earlier versions. */
    NO_REFERENCES;

    /** Whether it moved nothing because it cannot be about an order of ours as we gave it. */
    boolean isRefused() {
        return switch (this) {
            case ACCEPTED, APPLIED, NO_NEWS, ASKED, CONTRADICTED, FOR_PEOPLE -> false;
            case MALFORMED, UNKNOWN_REFERENCE, WRONG_AMOUNT, EXPIRED, NO_REFERENCES -> true;
        };
    }
}
