package id.kezbek.notifications.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.notifications.queue.ForgetEmails;
import org.springframework.stereotype.Component;

/** Deletes addresses and texts of old e-mails. */
@Component
class ForgetEmailsJob implements Job {

    private final ForgetEmails forget;

    ForgetEmailsJob(ForgetEmails forget) {
        this.forget = forget;
    }

    @Override
    public String name() {
        return "forget-emails";
    }

    @Override
    public String purpose() {
        return "Deletes addresses and texts of old e-mails.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 40 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forget.run(), "e-mails without address and text now");
    }
}
