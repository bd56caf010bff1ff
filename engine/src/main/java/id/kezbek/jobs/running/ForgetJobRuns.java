package id.kezbek.jobs.running;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Deletes old runs. Each job keeps its newest thousand runs, for at most ninety days. */
@Component
class ForgetJobRuns implements Job {

    static final int NEWEST_KEPT = 1_000;
    static final Duration KEPT = Duration.ofDays(90);

    /** The bean is resolved lazily, because this job and the list of jobs depend on each other. */
    private final ObjectProvider<Jobs> jobs;

    private final JobRuns runs;
    private final Clock clock;

    ForgetJobRuns(ObjectProvider<Jobs> jobs, JobRuns runs, Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "forget-job-runs";
    }

    @Override
    public String purpose() {
        return "Deletes old runs of jobs. Each job keeps its newest thousand runs, for at most ninety days.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 15 * * * *");
    }

    @Override
    public JobOutcome run() {
        int forgotten = jobs.getObject().names().stream()
                .mapToInt(job -> runs.forget(job, NEWEST_KEPT, clock.instant().minus(KEPT)))
                .sum();
        return JobOutcome.counted(forgotten, "runs forgotten");
    }
}
