package id.kezbek.approvals.jobs;

import id.kezbek.approvals.ForgetDetails;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Forgets names and addresses of people that the audit was told long ago. */
@Component
class ForgetDetailsJob implements Job {

    private final ForgetDetails forget;

    ForgetDetailsJob(ForgetDetails forget) {
        this.forget = forget;
    }

    @Override
    public String name() {
        return "forget-audit-details";
    }

    @Override
    public String purpose() {
        return "Forgets names and addresses of people that the audit was told long ago.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 55 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forget.run(), "details were forgotten");
    }
}
