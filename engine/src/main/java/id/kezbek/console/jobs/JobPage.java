package id.kezbek.console.jobs;

import id.kezbek.console.frame.Filters;
import org.jspecify.annotations.Nullable;

/**
 * The page of one job.
 *
 * @param mayRun whether the reader may start the job
 * @param refusal the reason why the job was not started; null if the reader did not try, or if the job was started
 */
public record JobPage(
        Filters filters,
        Job job,
        Job.Runs runs,
        boolean mayRun,
        @Nullable String refusal) {}
