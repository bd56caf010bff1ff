package id.kezbek.jobs;

import id.kezbek.jobs.running.JobRuns;
import id.kezbek.jobs.running.Jobs;
import java.util.Optional;
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

    private static final int ATTEMPTS_MAX = 3;

    private final Jobs jobs;
    private final JobRuns runs;

    public RequestJob(Jobs jobs, JobRuns runs) {
        this.jobs = jobs;
        this.runs = runs;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND where there is no such job */
    public Requested request(String name) {
        String job = jobs.require(name).name();
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Optional<Requested> requested = runs.request(job)
                    .<Requested>map(Requested.New::new)
                    .or(() -> runs.requested(job).map(Requested.Before::new));
            if (requested.isPresent()) {
                return requested.get();
            }
            // The one that was asked for before was taken in this very moment, so there is room for another.
        }
        throw new IllegalStateException("Requests of the job " + job + " are taken as fast as they are made");
    }
}
