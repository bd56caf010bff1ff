package id.kezbek.jobs.running;

import id.kezbek.jobs.JobSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When a job is due. It follows from the latest runs in the database, so that every process, whatever its version, comes to
 * the same instant, and a run that was missed because no process was up is made up for. The row of db-scheduler holds it.
 */
@Component
public class JobTimes {

    /** A run that broke off is tried again after this long, where it is not due earlier anyway. */
    static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    /**
     * A process that dies says nothing against the work that it did: one run that was lost is made again at once. More of
     * them in succession may be what kills the processes, and all their other work with them: the second waits this long,
     * each further one twice as long as the one before.
     */
    static final Duration LOST_REST_MIN = Duration.ofSeconds(30);

    static final Duration LOST_REST_MAX = Duration.ofHours(1);
    /** With so many in succession the longest rest is reached. */
    static final int LOST_COUNTED_MAX = 10;

    private final Instant began;

    JobTimes(Clock clock) {
        this.began = clock.instant();
    }

    /** When the job is due next; empty while it runs, and where it never is by itself. */
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
            // Not earlier where its schedule says so: that would be the schedule on which it kills its processes.
            case LOST -> next.map(at -> ended.plus(restAfterLost(latest.lost())));
            case FAILED -> next.map(at -> earlier(at, ended.plus(RETRY_AFTER)));
            case REQUESTED, RUNNING, DONE, NOTHING_DUE, ALARM -> next;
        };
    }

    /** A job that never ran: with a delay at once, and at one instant for all processes; with a cron at its next time. */
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
