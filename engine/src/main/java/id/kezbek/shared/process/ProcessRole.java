package id.kezbek.shared.process;

/** The kind of entry points of a process. Services are the same in every role. */
public enum ProcessRole {
    /** Answers HTTP calls of partners, officers and staff. */
    API,
    /** Runs schedules and consumers: dispatch and inquiry of payouts, the relay of facts, e-mail. */
    JOB,
    /** Answers report and dashboard calls and rolls figures up. */
    ANALYTICS
}
