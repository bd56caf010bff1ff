package id.kezbek.notifications.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.notifications.queue.RedriveEmails;
import org.springframework.stereotype.Component;

/** Sends failed e-mails again after the cause was fixed. */
@Component
class RedriveEmailsJob implements Job {

    private final RedriveEmails redriveEmails;

    RedriveEmailsJob(RedriveEmails redriveEmails) {
        this.redriveEmails = redriveEmails;
    }

    @Override
    public String name() {
        return "redrive-emails";
    }

    @Override
    public String purpose() {
        return "Sends failed e-mails again, and empties the dead-letter queue.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.OnRequest();
    }

    @Override
    public JobOutcome run() {
        RedriveEmails.Redriven redriven = redriveEmails.run();
        return redriven.emails() + redriven.messages() == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Done(redriven.emails() + " e-mails wait again, " + redriven.messages()
                        + " dead letters were removed");
    }
}
