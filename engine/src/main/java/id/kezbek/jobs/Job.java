package id.kezbek.jobs;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Scheduled work. A module declares a job as a bean of this type; {@link #named} builds a job from its parts. The bean
 * exists in every process, but only processes with the role {@code job} run the job. Running the work twice, or on two
 * processes at once, must be safe.
 */
public interface Job {

    /** The default maximum duration of a run. */
    Duration LONGEST_DEFAULT = Duration.ofMinutes(10);

    /** The name of the job, also in {@code cezbek.jobs.<name>.…}: lower-case words with hyphens. */
    String name();

    /** The purpose of the job, in one sentence. */
    String purpose();

    /** The default schedule, which {@code cezbek.jobs.<name>.cron} or {@code .every} overrides. */
    JobSchedule schedule();

    /** The maximum duration of a run. A longer run is interrupted and marked as lost. The job is then due again. */
    default Duration longest() {
        return LONGEST_DEFAULT;
    }

    /**
     * Does the work that is due.
     *
     * @throws RuntimeException if the work failed; the job is retried after a few minutes
     */
    JobOutcome run();

    /** Starts to build a job. Without a schedule, the job runs only on request. */
    static Draft named(String name, String purpose) {
        return new Draft(name, purpose, new JobSchedule.OnRequest(), LONGEST_DEFAULT);
    }

    /** An unfinished job: all parts except the work. */
    record Draft(String name, String purpose, JobSchedule schedule, Duration longest) {

        /** Runs the job at the times of a cron expression with six fields, in Jakarta's time zone. */
        public Draft cron(String expression) {
            return new Draft(name, purpose, new JobSchedule.Cron(expression), longest);
        }

        /** Runs the job again after this delay, counted from the end of the last run. */
        public Draft every(Duration delay) {
            return new Draft(name, purpose, new JobSchedule.Every(delay), longest);
        }

        /** The maximum duration of a run, as in {@link Job#longest()}. */
        public Draft longest(Duration time) {
            return new Draft(name, purpose, schedule, time);
        }

        /** Adds the work, which returns the number of processed items. */
        public Job counts(String what, LongSupplier work) {
            return runs(() -> JobOutcome.counted(work.getAsLong(), what));
        }

        public Job runs(Supplier<JobOutcome> work) {
            return new DraftedJob(this, work);
        }
    }
}
