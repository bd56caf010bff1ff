package id.kezbek.shared.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When a job is due. It follows from the latest run in the database and not from a timer in a process, so that every
 * process comes to the same instant, and a run that was missed because no process was up is made up for.
 */
@Component
public class JobTimes {

    /** A run that broke off is tried again after this long, where it is not due earlier anyway; a lost one at once. */
    static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    private final Instant began;

    JobTimes(Clock clock) {
        this.began = clock.instant();
    }

    /** When the job is due next; empty while it runs, and where it never is by itself. */
    public Optional<Instant> due(JobSchedule schedule, @Nullable JobRun latest) {
        return latest == null ? first(schedule) : after(schedule, latest);
    }

    /** A job that never ran: with a delay at once, and at one instant for all processes; with a cron at its next time. */
    private Optional<Instant> first(JobSchedule schedule) {
        return switch (schedule) {
            case JobSchedule.Every every -> Optional.of(Instant.EPOCH);
            case JobSchedule.Cron cron -> cron.after(began);
            case JobSchedule.OnRequest onRequest -> Optional.empty();
        };
    }

    private static Optional<Instant> after(JobSchedule schedule, JobRun latest) {
        Instant started = latest.startedAt();
        Instant ended = latest.endedAt();
        if (started == null || ended == null) {
            return Optional.empty();
        }
        Optional<Instant> next = switch (schedule) {
            case JobSchedule.Every every -> every.after(ended);
            case JobSchedule.Cron cron -> cron.after(started);
            case JobSchedule.OnRequest onRequest -> onRequest.after(started);
        };
        // A run whose process died says nothing against the work: another process takes it up at once.
        Instant again = latest.state() == JobRun.State.LOST ? ended : ended.plus(RETRY_AFTER);
        return latest.state().isBroken() && next.isPresent() ? next.map(at -> at.isBefore(again) ? at : again) : next;
    }
}
