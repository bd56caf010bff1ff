package id.kezbek.partners.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.partners.logos.EncodeLogosAnew;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that re-encodes partners' logos. */
@Configuration(proxyBeanMethods = false)
class PartnerJobs {

    @Bean
    Job encodeLogosAnewJob(EncodeLogosAnew encodeLogosAnew) {
        return Job.named(
                        "encode-logos",
                        "Re-encodes logos that older engines stored unchanged, and removes files that are not"
                                + " images.")
                .every(Duration.ofHours(1))
                .longest(Duration.ofHours(1))
                .runs(() -> encoded(encodeLogosAnew.run()));
    }

    private static JobOutcome encoded(EncodeLogosAnew.Run run) {
        String words = run.encoded() + " logos re-encoded, " + run.removed()
                + " removed because they cannot be decoded, " + run.left()
                + " missing in the store or left for the next run; the log names the partners";
        return run.removed() + run.left() == 0
                ? JobOutcome.counted(run.encoded(), "logos re-encoded")
                : new JobOutcome.Alarm(words);
    }
}
