package id.kezbek.billing.jobs;

import id.kezbek.billing.billables.SumBillableDays;
import id.kezbek.jobs.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that stores the billable amounts of each day. */
@Configuration(proxyBeanMethods = false)
class BillingJobs {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Runs soon after the job that sums the days of the ledger. */
    @Bean
    Job sumBillableDaysJob(SumBillableDays sumBillableDays) {
        return Job.named(
                        "sum-billable-days",
                        "Sums the billable amounts of each day, so that previews of invoices and the checklist of a month are read quickly.")
                .cron("0 15 * * * *")
                .longest(LONGEST)
                .counts("days summed up", sumBillableDays::run);
    }
}
