package id.kezbek.jobs.running;

import id.kezbek.jobs.JobSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Calculates the due time of a job from the job's latest runs in the database. So every process, of any version,
 * calculates the same time. A run that was due while no process was running is executed later. The result is stored in
 * db-scheduler's row.
 */
@Component
public class JobTimes {

    /** The time after which a failed run is retried, unless the schedule has an earlier time. */
    static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    /**
     * The back-off after the second consecutive lost run. The back-off doubles with each further lost run. After a
     * single lost run, the job runs again at once, because the process may have died for another reason. After several
     * lost runs, the job itself is probably the reason why the processes die.
     */
    static final Duration LOST_REST_MIN = Duration.ofSeconds(30);

    static final Duration LOST_REST_MAX = Duration.ofHours(1);
    /** The number of lost runs after which the back-off no longer grows. */
    static final int LOST_COUNTED_MAX = 10;

    private final Instant began;

    JobTimes(Clock clock) {
        this.began = clock.instant();
    }

    /** The next due time of the job; empty during a run, and for a job without a schedule. */
    public Optional<Instant> due(JobSchedule schedule, @Nullable LatestRun latest) {
        if (latest == null) {
            return first(schedule);
        }
        Instant started = latest.run().startedAt();
        Instant ended = latest.run().endedAt();
        if (started == null || ended == null) {
            return Optional.empty();
        }
        Optional<Instant> next = schedule.after(schedule instanceof JobSchedule.Cron ? started : ended);
        return switch (latest.run().state()) {
            // The job does not run earlier, even if the schedule has an earlier time, because the job may kill the
            // processes that run it.
            case LOST -> next.map(at -> ended.plus(restAfterLost(latest.lost())));
            case FAILED -> next.map(at -> earlier(at, ended.plus(RETRY_AFTER)));
            case REQUESTED, RUNNING, DONE, NOTHING_DUE, ALARM -> next;
        };
    }

    /**
     * The first due time. With a delay, the job is due now. The result is then the epoch, so that all processes use the
     * same instant. With a cron expression, the first due time is the next time of the expression.
     */
    private Optional<Instant> first(JobSchedule schedule) {
        return schedule instanceof JobSchedule.Every ? Optional.of(Instant.EPOCH) : schedule.after(began);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration restAfterLost(int lost) {
        if (lost <= 1) {
            return Duration.ZERO;
        }
        Duration rest = LOST_REST_MIN.multipliedBy(1L << (Math.min(lost, LOST_COUNTED_MAX) - 2));
        return rest.compareTo(LOST_REST_MAX) < 0 ? rest : LOST_REST_MAX;
    }
}
