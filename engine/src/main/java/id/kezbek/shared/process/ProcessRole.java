package id.kezbek.shared.process;

/** A role of a process. The role decides which entry points exist; all roles have the same services. */
public enum ProcessRole {
    /** Serves HTTP requests of partners, officers and staff. */
    API,
    /** Runs schedules and consumers: dispatch and inquiries of payouts, event consumers, e-mail. */
    JOB,
    /** Serves requests for reports and dashboards, and computes roll-ups. */
    ANALYTICS
}
