package id.kezbek.partners.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.partners.logos.EncodeLogosAnew;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Encodes the logos anew that older engines kept as they were sent. */
@Component
class EncodeLogosAnewJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(1);
    private final EncodeLogosAnew encodeLogosAnew;

    EncodeLogosAnewJob(EncodeLogosAnew encodeLogosAnew) {
        this.encodeLogosAnew = encodeLogosAnew;
    }

    @Override
    public String name() {
        return "encode-logos";
    }

    @Override
    public String purpose() {
        return "Encodes again the logos that older engines stored unchanged, and removes files that are not images.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofHours(1));
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        EncodeLogosAnew.Run run = encodeLogosAnew.run();
        if (run.removed() + run.left() == 0) {
            return JobOutcome.counted(run.encoded(), "logos encoded again");
        }
        return new JobOutcome.Alarm(run.encoded() + " logos encoded again, " + run.removed()
                + " taken away because they cannot" + " be decoded, " + run.left()
                + " missing in the store or left for the next run; the log names the partners");
    }
}
