package id.kezbek.approvals;

/** What a look through the whole audit log came to. */
public sealed interface AuditVerdict {

    /**
     * Every row follows from the one before.
     *
     * @param rows how many there are
     * @param head the last row's hash; 32 zero bytes where there is none
     */
    record Intact(long rows, byte[] head) implements AuditVerdict {}

    /**
     * The chain breaks.
     *
     * @param row the first row at which it shows
     * @param what happened, in words
     */
    record Broken(long row, How how, String what) implements AuditVerdict {}

    /** The ways in which a log can have been tampered with. */
    enum How {
        /** A row's content is not what was hashed. */
        CHANGED,
        /** A row is gone. */
        MISSING,
        /** A row stands in another's place. */
        REORDERED,
        /** The head that was kept elsewhere is not in the log: its end was cut off, or all was written anew. */
        CUT_OFF,
        /** An actor's id was given to somebody else, or is on record no more. */
        ACTOR_CHANGED
    }
}
