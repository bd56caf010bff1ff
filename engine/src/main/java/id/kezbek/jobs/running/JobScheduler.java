package id.kezbek.jobs.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import id.kezbek.jobs.Place;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs the jobs on this process with db-scheduler. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class JobScheduler implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);

    /**
     * db-scheduler searches for dead runs at every other heartbeat. So a scheduler detects the run of a dead process
     * within half a minute.
     */
    static final Duration HEARTBEAT = Duration.ofSeconds(3);

    static final int HEARTBEATS_MISSED = 4;

    static final String TABLE = "shared.scheduled_job";
    /**
     * A hundred years, which means never. After a rollback, the older engine must not delete the rows of unknown jobs.
     */
    private static final Duration FORGET_UNKNOWN = Duration.ofDays(36_500);
    /**
     * The time for which a shutdown waits for runs in progress. A run that does not finish in this time is later marked
     * as lost.
     */
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    /** The maximum number of due jobs that one poll picks. The engine has far fewer jobs. */
    private static final int AT_ONCE_MAX = 100;

    private static final String PLAN_EVERY = "PT5S";

    private final Jobs jobs;
    private final JobRuns runs;
    private final JobTimes times;
    private final JobGauges gauges;
    private final Clock clock;
    private final Scheduler scheduler;

    JobScheduler(
            Jobs jobs,
            JobRuns runs,
            JobTimes times,
            RunJob runJob,
            JobGauges gauges,
            Place place,
            DataSource database,
            Clock clock,
            @Value("${cezbek.jobs.scheduled:true}") boolean isScheduled,
            @Value("${cezbek.jobs.poll-interval:1s}") Duration pollInterval) {
        this.jobs = jobs;
        this.runs = runs;
        this.times = times;
        this.gauges = gauges;
        this.clock = clock;
        this.scheduler = new Builder(database, runJob)
                .tableName(TABLE)
                .jdbcCustomization(new DueOrRequested(isScheduled))
                .schedulerName(new SchedulerName.Fixed(place.text()))
                .clock(clock::instant)
                .pollingInterval(pollInterval)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(HEARTBEATS_MISSED)
                .threads(AT_ONCE_MAX)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .deleteUnresolvedAfter(FORGET_UNKNOWN)
                .shutdownMaxWait(STOP_MAX)
                .build();
    }

    /**
     * Waits between polls on monotonic time, not on the engine's clock, so that setting the clock back does not stop
     * jobs.
     */
    private static final class Builder extends SchedulerBuilder {
        Builder(DataSource database, RunJob runJob) {
            super(database, runJob.tasks());
        }

        @Override
        protected Waiter buildWaiter() {
            return new Waiter(poolingInterval);
        }
    }

    @Scheduled(fixedDelayString = PLAN_EVERY)
    void plan() {
        try {
            plan(scheduler);
            if (!scheduler.getSchedulerState().isStarted()) {
                scheduler.start();
            }
        } catch (RuntimeException unreachable) {
            log.warn(
                    "Jobs could not be scheduled; retrying: {}",
                    unreachable.getClass().getSimpleName());
        }
    }

    /**
     * Updates db-scheduler's rows to match the schedules and the recorded runs. Creates rows for new jobs. Changes a
     * row's due time if the schedule changed or an engine of the previous version ran the job.
     */
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

    /** @param planned the due time in the row; null without a row, and while the job runs */
    private void plan(
            SchedulerClient scheduler, Jobs.Scheduled job, @Nullable LatestRun latest, @Nullable Instant planned) {
        Instant due = times.due(job.schedule(), latest).orElse(Schedule.NEVER);
        Instant now = clock.instant();
        // A job that never ran is due since the epoch. Such a job is not overdue.
        gauges.overdue(
                job.name(), due.equals(Instant.EPOCH) || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now));
        Instant underWaySince = latest == null || latest.run().endedAt() != null
                ? null
                : latest.run().startedAt();
        TaskInstance<Void> row = new TaskInstance<>(job.name(), RunJob.INSTANCE);
        if (planned == null) {
            scheduler.scheduleIfNotExists(row, due);
        } else if (underWaySince != null) {
            // No scheduler has picked the row. So an engine of the previous version executes the run, or the run is
            // lost.
            runs.endLost(job.name(), underWaySince);
        } else if (!planned.equals(due)) {
            try {
                scheduler.reschedule(row, due);
            } catch (TaskInstanceException takenMeanwhile) {
                // No action is needed, because the end of the run reschedules the row.
            }
        }
    }

    @Override
    public void destroy() {
        scheduler.stop();
    }
}
