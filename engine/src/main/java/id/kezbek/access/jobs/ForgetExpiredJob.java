package id.kezbek.access.jobs;

import id.kezbek.access.retention.ForgetExpired;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets signatures and tokens that time has made useless. */
@Component
class ForgetExpiredJob implements Job {

    private final ForgetExpired forgetExpired;

    ForgetExpiredJob(ForgetExpired forgetExpired) {
        this.forgetExpired = forgetExpired;
    }

    @Override
    public String name() {
        return "forget-expired";
    }

    @Override
    public String purpose() {
        return "Deletes expired signatures and refresh tokens.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(5));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetExpired.forget(), "signatures and tokens deleted");
    }
}
