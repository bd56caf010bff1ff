package id.kezbek.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as people see it.
 *
 * @param schedule in force: the job's own, or the one from configuration
 * @param nextRunAt not before now; null while it runs, and where it runs on request only
 * @param latestRun the latest that has begun; null where it never ran
 */
public record JobReport(
        String name,
        String purpose,
        JobSchedule schedule,
        @Nullable Instant nextRunAt,
        @Nullable JobRun latestRun) {}
