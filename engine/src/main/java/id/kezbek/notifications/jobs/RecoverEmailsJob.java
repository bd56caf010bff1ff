package id.kezbek.notifications.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.notifications.news.QueueEmails;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets e-mails wait again that the queue or a stopped process lost. */
@Component
class RecoverEmailsJob implements Job {

    private final QueueEmails queueEmails;

    RecoverEmailsJob(QueueEmails queueEmails) {
        this.queueEmails = queueEmails;
    }

    @Override
    public String name() {
        return "recover-emails";
    }

    @Override
    public String purpose() {
        return "Queues e-mails again that the queue or a stopped process lost.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(1));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(queueEmails.recoverLost(), "lost e-mails wait again");
    }
}
