package id.kezbek.approvals.jobs;

import id.kezbek.approvals.records.ExpireApprovals;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends proposals without a decision in time. */
@Component
class ExpireApprovalsJob implements Job {

    private final ExpireApprovals expireApprovals;

    ExpireApprovalsJob(ExpireApprovals expireApprovals) {
        this.expireApprovals = expireApprovals;
    }

    @Override
    public String name() {
        return "expire-approvals";
    }

    @Override
    public String purpose() {
        return "Ends proposals without a decision in time.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(1));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(expireApprovals.expire(), "proposals expired");
    }
}
