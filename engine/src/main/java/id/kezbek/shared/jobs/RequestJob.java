package id.kezbek.shared.jobs;

import org.springframework.stereotype.Component;

/** Asks for a run of a job, now; a process with the role job makes it within seconds. */
@Component
public class RequestJob {

    /** How a request ended. */
    public sealed interface Requested {

        JobRun run();

        record New(JobRun run) implements Requested {}

        /** A run was asked for before and has not begun: one is enough. */
        record Before(JobRun run) implements Requested {}
    }

    private final Jobs jobs;
    private final JobRuns runs;

    RequestJob(Jobs jobs, JobRuns runs) {
        this.jobs = jobs;
        this.runs = runs;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND where there is no such job */
    public Requested request(String name) {
        String job = jobs.require(name).name();
        return runs.request(job)
                .<Requested>map(Requested.New::new)
                .orElseGet(() -> new Requested.Before(runs.requested().stream()
                        .filter(run -> run.job().equals(job))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("The request was taken in this very moment"))));
    }
}
