package id.kezbek.jobs;

import java.time.Duration;

/**
 * Work that runs now and then. A bean of this type is all that declares it. The bean exists in every process; processes with
 * the role job run it. Running it twice, or on two processes at once, must do no harm.
 */
public interface Job {

    /** How long a run may take where a job does not say. */
    Duration LONGEST_DEFAULT = Duration.ofMinutes(10);

    /** Under which people and {@code cezbek.jobs.<name>.…} know it: lower-case words with hyphens. */
    String name();

    /** What it is for, in a sentence. */
    String purpose();

    /** When it runs where {@code cezbek.jobs.<name>.cron} and {@code .every} say nothing else. */
    JobSchedule schedule();

    /** Longer than any run takes: a run that takes longer is interrupted, counts as lost, and the job is due again. */
    default Duration longest() {
        return LONGEST_DEFAULT;
    }

    /**
     * Does the work that is due.
     *
     * @throws RuntimeException where it could not; it is tried again after a few minutes
     */
    JobOutcome run();
}
