package id.kezbek.privacy.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.privacy.requests.ForgetOldCustomers;
import id.kezbek.privacy.requests.ForgetRequests;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs that remove personal data after its retention time. */
@Configuration(proxyBeanMethods = false)
class PrivacyJobs {

    private static final Duration OLD_CUSTOMERS_LONGEST = Duration.ofHours(6);

    @Bean
    Job forgetRequestsJob(ForgetRequests forgetRequests) {
        return Job.named("forget-customer-requests", "Deletes the personal data of undecided requests about customers.")
                .cron("0 20 3 * * *")
                .counts("requests ended", forgetRequests::run);
    }

    @Bean
    Job forgetOldCustomersJob(ForgetOldCustomers forgetOldCustomers) {
        return Job.named("forget-old-customers", "Removes customers' numbers from records after the retention time.")
                .cron("0 40 3 * * *")
                .longest(OLD_CUSTOMERS_LONGEST)
                .runs(() -> forgotten(forgetOldCustomers.run()));
    }

    private static JobOutcome forgotten(ForgetOldCustomers.Run run) {
        return run.waitsFor().isEmpty()
                ? JobOutcome.counted(run.forgotten(), "entries cleared of the customer's number")
                : new JobOutcome.Alarm(
                        run.forgotten() + " entries cleared of the customer's number; the other entries wait for "
                                + String.join(", ", run.waitsFor()) + ", which is old and has not ended; end it first");
    }
}
