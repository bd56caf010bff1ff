package id.kezbek.billing.jobs;

import id.kezbek.billing.documents.RemindOverdue;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Reminds officers of overdue invoices, 1, 7, 14 and 30 days after the due date. */
@Component
class RemindOverdueJob implements Job {

    private final RemindOverdue work;

    RemindOverdueJob(RemindOverdue work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "remind-overdue-invoices";
    }

    @Override
    public String purpose() {
        return "Reminds officers of overdue invoices, 1, 7, 14 and 30 days after the due date.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 0 9 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(work.run(), "overdue invoices");
    }
}
