package id.kezbek.loyalty.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.loyalty.stays.ExpireStays;
import id.kezbek.loyalty.stays.RemindCustomers;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends tier periods and sends reminders of their ends. */
@Configuration(proxyBeanMethods = false)
class LoyaltyJobs {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Runs soon after midnight, and again later for customers whose rows were locked at midnight. */
    @Bean
    Job expireStaysJob(ExpireStays expireStays) {
        return Job.named("expire-stays", "Ends expired tier periods and moves the customers down.")
                .cron("0 */10 * * * *")
                .longest(LONGEST)
                .runs(() -> expired(expireStays.run()));
    }

    private static JobOutcome expired(ExpireStays.Run run) {
        String words = run.moves() + " tier periods of " + run.members() + " customers ended";
        if (run.stuck() == 0) {
            return run.moves() == 0 ? new JobOutcome.NothingDue() : new JobOutcome.Done(words);
        }
        return new JobOutcome.Alarm(words + ", " + run.stuck() + " customers could not be moved; see the log");
    }

    @Bean
    Job remindCustomersJob(RemindCustomers remindCustomers) {
        return Job.named("remind-customers", "Reminds customers that their tier period ends soon.")
                .cron("0 0 9-20 * * *")
                .longest(LONGEST)
                .counts("customers reminded", remindCustomers::run);
    }
}
