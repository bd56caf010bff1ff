package id.kezbek.privacy.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.privacy.requests.ForgetOldCustomers;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Removes customers' numbers from financial records beyond their retention time. */
@Component
class ForgetOldCustomersJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(6);

    private final ForgetOldCustomers forget;

    ForgetOldCustomersJob(ForgetOldCustomers forget) {
        this.forget = forget;
    }

    @Override
    public String name() {
        return "forget-old-customers";
    }

    @Override
    public String purpose() {
        return "Removes customers' numbers from records beyond the retention time.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 40 3 * * *");
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        ForgetOldCustomers.Run run = forget.run();
        return run.waitsFor().isEmpty()
                ? JobOutcome.counted(run.forgotten(), "entries without the customer's number now")
                : new JobOutcome.Alarm(
                        run.forgotten() + " entries without the customer's number now; the rest waits for "
                                + String.join(", ", run.waitsFor()) + ", which is old and has not ended; end it first");
    }
}
