package id.kezbek.loyalty.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.loyalty.stays.ExpireStays;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends tier periods soon after midnight of their last day, and later those that were locked then. */
@Component
class ExpireStaysJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final ExpireStays expireStays;

    ExpireStaysJob(ExpireStays expireStays) {
        this.expireStays = expireStays;
    }

    @Override
    public String name() {
        return "expire-stays";
    }

    @Override
    public String purpose() {
        return "Ends expired tier periods and moves the customers down.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 */10 * * * *");
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        ExpireStays.Run run = expireStays.run();
        String words = run.moves() + " tier periods of " + run.members() + " customers ended";
        if (run.stuck() == 0) {
            return run.moves() == 0 ? new JobOutcome.NothingDue() : new JobOutcome.Done(words);
        }
        return new JobOutcome.Alarm(words + ", " + run.stuck() + " customers could not be moved; see the log");
    }
}
