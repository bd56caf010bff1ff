package id.kezbek.payouts.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.payouts.pricing.ReleaseSmallPayouts;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Releases what a lowered minimum of a wallet let go beyond what its change released itself. */
@Component
class ReleaseSmallPayoutsJob implements Job {

    private final ReleaseSmallPayouts releaseSmallPayouts;

    ReleaseSmallPayoutsJob(ReleaseSmallPayouts releaseSmallPayouts) {
        this.releaseSmallPayouts = releaseSmallPayouts;
    }

    @Override
    public String name() {
        return "release-small-payouts";
    }

    @Override
    public String purpose() {
        return "Sends payouts that waited for a lower wallet minimum and now reach it.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(5));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(releaseSmallPayouts.run(), "payouts released");
    }
}
