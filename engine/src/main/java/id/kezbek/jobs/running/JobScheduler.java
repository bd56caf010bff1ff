package id.kezbek.jobs.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import id.kezbek.jobs.Place;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
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
    static final Duration HEARTBEAT = Duration.ofSeconds(4);

    static final int HEARTBEATS_MISSED = 5;

    static final String TABLE = "shared.scheduled_job";
    /** Never, that is: an engine that is taken back leaves the rows of jobs that it does not know. */
    private static final Duration FORGET_UNKNOWN = Duration.ofDays(36_500);
    /** How long a stop waits for runs under way; what does not end is found as lost. */
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    /** Many times as many as there are jobs: a look takes all that are due. */
    private static final int AT_ONCE_MAX = 100;

    private static final String PLAN_EVERY = "PT5S";

    private final PlanJobs planJobs;
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
        this.planJobs = new PlanJobs(jobs, runs, times, gauges, clock);
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
            planJobs.plan(scheduler);
            if (!scheduler.getSchedulerState().isStarted()) {
                scheduler.start();
            }
        } catch (RuntimeException unreachable) {
            log.warn(
                    "Jobs cannot be looked at; it is tried again: {}",
                    unreachable.getClass().getSimpleName());
        }
    }

    @Override
    public void destroy() {
        scheduler.stop();
    }
}
