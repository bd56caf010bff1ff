package id.kezbek.ledger.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.ledger.days.SumDays;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that stores balances at the end of each day. */
@Configuration(proxyBeanMethods = false)
class LedgerJobs {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Runs an hour after a day's end; if no process is running at that time, the job runs later. */
    @Bean
    Job sumLedgerDaysJob(SumDays sumDays) {
        return Job.named(
                        "sum-ledger-days",
                        "Sums the ledger up to the end of each day, so that balances are read quickly.")
                .cron("0 5 * * * *")
                .longest(LONGEST)
                .counts("days summed up", sumDays::run);
    }
}
