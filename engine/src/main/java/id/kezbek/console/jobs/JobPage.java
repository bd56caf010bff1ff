package id.kezbek.console.jobs;

import id.kezbek.console.frame.Filters;
import org.jspecify.annotations.Nullable;

/**
 * One job.
 *
 * @param mayRun whether the reader may start it
 * @param refusal why it was not started just now; null without an attempt to start it
 */
public record JobPage(
        Filters filters,
        Job job,
        Job.Runs runs,
        boolean mayRun,
        @Nullable String refusal) {}
