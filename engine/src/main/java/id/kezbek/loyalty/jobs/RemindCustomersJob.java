package id.kezbek.loyalty.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.loyalty.stays.RemindCustomers;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Sends reminders at convenient hours. */
@Component
class RemindCustomersJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final RemindCustomers remindCustomers;

    RemindCustomersJob(RemindCustomers remindCustomers) {
        this.remindCustomers = remindCustomers;
    }

    @Override
    public String name() {
        return "remind-customers";
    }

    @Override
    public String purpose() {
        return "Reminds customers that their tier period ends soon.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 0 9-20 * * *");
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(remindCustomers.run(), "customers reminded");
    }
}
