package id.kezbek.approvals.jobs;

import id.kezbek.approvals.audit.ForgetDetails;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Deletes names and addresses of people from old audit entries. */
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
        return "Deletes names and addresses of people from old audit entries.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 55 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forget.run(), "details deleted");
    }
}
