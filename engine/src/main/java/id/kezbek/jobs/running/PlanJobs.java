package id.kezbek.jobs.running;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of db-scheduler at what schedules and runs say: makes those of new jobs, and moves those whose schedule was
 * changed, or whose job an engine of the version before has run.
 */
final class PlanJobs {

    private final Jobs jobs;
    private final JobRuns runs;
    private final JobTimes times;
    private final JobGauges gauges;
    private final Clock clock;

    PlanJobs(Jobs jobs, JobRuns runs, JobTimes times, JobGauges gauges, Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.times = times;
        this.gauges = gauges;
        this.clock = clock;
    }

    void plan(SchedulerClient scheduler) {
        Map<String, LatestRun> latest = runs.latest(jobs.names());
        gauges.show(latest);
        Map<String, Instant> planned = new HashMap<>();
        scheduler.fetchScheduledExecutions(
                row -> planned.put(row.getTaskInstance().getTaskName(), row.getExecutionTime()));
        for (Jobs.Scheduled job : jobs.all()) {
            plan(scheduler, job, latest.get(job.name()), planned.get(job.name()));
        }
    }

    /** @param planned null where it has no row yet, and while it runs */
    private void plan(
            SchedulerClient scheduler, Jobs.Scheduled job, @Nullable LatestRun latest, @Nullable Instant planned) {
        Instant due = times.due(job.schedule(), latest).orElse(Schedule.NEVER);
        Instant now = clock.instant();
        // A job that never ran has been due since for ever, which is no lateness.
        gauges.overdue(
                job.name(),
                due.equals(Instant.EPOCH) || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now));
        TaskInstance<Void> row = new TaskInstance<>(job.name(), RunJob.INSTANCE);
        if (planned == null) {
            scheduler.scheduleIfNotExists(row, due);
        } else if (latest != null && latest.run().isRunning()) {
            // Nobody has its row picked: an engine of the version before makes it, or nobody does.
            runs.endLost(job.name(), latest.run().startedAt());
        } else if (!planned.equals(due)) {
            try {
                scheduler.reschedule(row, due);
            } catch (TaskInstanceException takenMeanwhile) {
                // When its run ends, the row says anew when it is due.
            }
        }
    }
}
