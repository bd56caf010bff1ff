package id.kezbek.jobs;

import java.time.Duration;
import java.util.function.Supplier;

/** A job that {@link Job#named} builds from its parts. */
record DraftedJob(Job.Draft parts, Supplier<JobOutcome> work) implements Job {

    @Override
    public String name() {
        return parts.name();
    }

    @Override
    public String purpose() {
        return parts.purpose();
    }

    @Override
    public JobSchedule schedule() {
        return parts.schedule();
    }

    @Override
    public Duration longest() {
        return parts.longest();
    }

    @Override
    public JobOutcome run() {
        return work.get();
    }
}
