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

/** Has db-scheduler run the jobs on this process. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class JobScheduler implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);

    /** The library looks for silent runs at every second heartbeat: a run whose process died is found within half a minute. */
    static final Duration HEARTBEAT = Duration.ofSeconds(3);

    static final int HEARTBEATS_MISSED = 4;

    static final String TABLE = "shared.scheduled_job";
    /** Never, that is: an engine that is taken back leaves the rows of jobs that it does not know. */
    private static final Duration FORGET_UNKNOWN = Duration.ofDays(36_500);
    /** How long a stop waits for runs under way; what does not end is found as lost. */
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    /** Many times as many as there are jobs: a look takes all that are due. */
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

    /** Waits by the system's clock from one look to the next, so that a clock that is set back stops no job. */
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
                    "Jobs cannot be looked at; it is tried again: {}",
                    unreachable.getClass().getSimpleName());
        }
    }

    /**
     * Keeps the library's rows at what schedules and runs say: makes those of new jobs, and moves those whose schedule was
     * changed, or whose job an engine of the version before has run.
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

    /** @param planned null where it has no row yet, and while it runs */
    private void plan(
            SchedulerClient scheduler, Jobs.Scheduled job, @Nullable LatestRun latest, @Nullable Instant planned) {
        Instant due = times.due(job.schedule(), latest).orElse(Schedule.NEVER);
        Instant now = clock.instant();
        // A job that never ran has been due since for ever, which is no lateness.
        gauges.overdue(
                job.name(), due.equals(Instant.EPOCH) || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now));
        Instant underWaySince = latest == null || latest.run().endedAt() != null
                ? null
                : latest.run().startedAt();
        TaskInstance<Void> row = new TaskInstance<>(job.name(), RunJob.INSTANCE);
        if (planned == null) {
            scheduler.scheduleIfNotExists(row, due);
        } else if (underWaySince != null) {
            // No process has its row picked: an engine of the version before makes the run, or no engine does.
            runs.endLost(job.name(), underWaySince);
        } else if (!planned.equals(due)) {
            try {
                scheduler.reschedule(row, due);
            } catch (TaskInstanceException takenMeanwhile) {
                // When its run ends, the row says anew when it is due.
            }
        }
    }

    @Override
    public void destroy() {
        scheduler.stop();
    }
}
