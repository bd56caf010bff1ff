package id.kezbek.jobs;

import id.kezbek.jobs.running.JobRuns;
import id.kezbek.jobs.running.Jobs;
import org.springframework.stereotype.Component;

/** Asks for a run of a job, now; a process with the role job makes it within seconds. */
@Component
public class RequestJob {

    /**
     * The run that is asked for.
     *
     * @param isNew false where one was asked for before and has not begun: one is enough
     */
    public record Requested(JobRun run, boolean isNew) {}

    private final Jobs jobs;
    private final JobRuns runs;

    public RequestJob(Jobs jobs, JobRuns runs) {
        this.jobs = jobs;
        this.runs = runs;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND where there is no such job */
    public Requested request(String name) {
        return runs.request(jobs.require(name).name());
    }
}
