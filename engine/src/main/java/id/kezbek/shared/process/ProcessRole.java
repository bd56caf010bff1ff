package id.kezbek.shared.process;

/** A role of a process. It decides the entry points; services are the same in every role. */
public enum ProcessRole {
    /** Serves HTTP requests of partners, officers and staff. */
    API,
    /** Runs schedules and consumers: dispatch and inquiries of payouts, event consumers, e-mail. */
    JOB,
    /** Serves requests for reports and dashboards, and computes roll-ups. */
    ANALYTICS
}
