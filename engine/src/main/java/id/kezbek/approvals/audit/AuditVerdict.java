package id.kezbek.approvals.audit;

/** The result of verifying the whole audit log. */
public sealed interface AuditVerdict {

    /**
     * The chain is complete: every row contains the hash of the previous row.
     *
     * @param rows the number of rows
     * @param head the last row's hash; 32 zero bytes for an empty log
     */
    record Intact(long rows, byte[] head) implements AuditVerdict {}

    /**
     * The chain is broken.
     *
     * @param row the first row with a fault
     * @param what a description of the fault
     */
    record Broken(long row, How how, String what) implements AuditVerdict {}

    /** The ways of tampering. */
    public enum How {
        /** A row's content does not match its hash. */
        CHANGED,
        /** A row is missing. */
        MISSING,
        /** A row was moved to the place of another row. */
        REORDERED,
        /** A stored head is not in the log: the end was cut off, or the log was rewritten. */
        CUT_OFF,
        /** An actor's id belongs to another identity, or the actor's row is missing. */
        ACTOR_CHANGED
    }
}
