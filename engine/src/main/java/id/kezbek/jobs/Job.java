package id.kezbek.jobs;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Work that runs now and then. A bean of this type is all that declares it; {@link #named} makes one from its parts. The bean
 * exists in every process; processes with the role job run it. Running it twice, or on two processes at once, must do no
 * harm.
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

    /** A job of this name, which runs only when people ask for it where no schedule follows. */
    static Draft named(String name, String purpose) {
        return new Draft(name, purpose, new JobSchedule.OnRequest(), LONGEST_DEFAULT);
    }

    /** A job without its work. */
    record Draft(String name, String purpose, JobSchedule schedule, Duration longest) {

        /** At the times of a cron expression of six fields, in Jakarta's time. */
        public Draft cron(String expression) {
            return new Draft(name, purpose, new JobSchedule.Cron(expression), longest);
        }

        /** This long after the last run has ended. */
        public Draft every(Duration delay) {
            return new Draft(name, purpose, new JobSchedule.Every(delay), longest);
        }

        /** As {@link Job#longest()}. */
        public Draft longest(Duration time) {
            return new Draft(name, purpose, schedule, time);
        }

        /** Work that counts what it touched. */
        public Job counts(String what, LongSupplier work) {
            return runs(() -> JobOutcome.counted(work.getAsLong(), what));
        }

        public Job runs(Supplier<JobOutcome> work) {
            return new DraftedJob(this, work);
        }
    }
}
