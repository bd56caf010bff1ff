package id.kezbek.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job with its schedule and latest run, for people.
 *
 * @param schedule the current schedule: the job's default or the configured schedule
 * @param nextRunAt the time of the next run; null during a run, and for a job that runs only on request
 * @param latestRun the latest run that has started; null if the job never ran
 */
public record JobReport(
        String name,
        String purpose,
        JobSchedule schedule,
        @Nullable Instant nextRunAt,
        @Nullable JobRun latestRun) {

    /** Whether people must look at the latest run. */
    public boolean needsPeople() {
        return latestRun != null && latestRun.state().needsPeople();
    }
}
