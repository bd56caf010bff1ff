package id.kezbek.jobs.running;

/** What the figures on jobs have in common. */
final class JobMeters {

    /**
     * The tag that names a job. Not "job": that is Prometheus's own label of whom it scrapes, and it moves a figure's
     * label of the same name out of the way, where no alert looks for it.
     */
    static final String JOB = "job_name";

    private JobMeters() {}
}
