package id.kezbek.payouts.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.payouts.pricing.ReleaseSmallPayouts;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that releases held payouts. */
@Configuration(proxyBeanMethods = false)
class PayoutJobs {

    /** Releases payouts that the change of a wallet's minimum did not release itself. */
    @Bean
    Job releaseSmallPayoutsJob(ReleaseSmallPayouts releaseSmallPayouts) {
        return Job.named(
                        "release-small-payouts",
                        "Sends payouts that waited for a lower wallet minimum and now reach it.")
                .every(Duration.ofMinutes(5))
                .counts("payouts released", releaseSmallPayouts::run);
    }
}
