package id.kezbek.jobs.running;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;

/** A job for tests of job reports. */
final class Sweep implements Job {

    static final String NAME = "sweep";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "Sweeps.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(5));
    }

    @Override
    public JobOutcome run() {
        return new JobOutcome.NothingDue();
    }
}
