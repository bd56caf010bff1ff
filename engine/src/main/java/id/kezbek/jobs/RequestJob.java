package id.kezbek.jobs;

import id.kezbek.jobs.running.JobRuns;
import id.kezbek.jobs.running.Jobs;
import org.springframework.stereotype.Component;

/** Requests an immediate run of a job. A process with the role {@code job} starts the run within seconds. */
@Component
public class RequestJob {

    /**
     * The requested run.
     *
     * @param isNew false if an earlier requested run has not started yet; the result is then the earlier run
     */
    public record Requested(JobRun run, boolean isNew) {}

    private final Jobs jobs;
    private final JobRuns runs;

    public RequestJob(Jobs jobs, JobRuns runs) {
        this.jobs = jobs;
        this.runs = runs;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND if the job does not exist */
    public Requested request(String name) {
        return runs.request(jobs.require(name).name());
    }
}
