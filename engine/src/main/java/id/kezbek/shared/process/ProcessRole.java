package id.kezbek.shared.process;

/** What kind of entry points a process opens. Services behave the same in every role. */
public enum ProcessRole {
    /** Answers HTTP calls of partners, officers and staff. */
    API,
    /** Runs schedules and consumers: dispatch and inquiry of payouts, the relay of facts, e-mail. */
    JOB,
    /** Answers report and dashboard calls and rolls figures up. */
    ANALYTICS
}
