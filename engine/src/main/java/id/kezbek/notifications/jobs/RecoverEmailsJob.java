package id.kezbek.notifications.jobs;

import id.kezbek.notifications.QueueEmails;
import id.kezbek.shared.jobs.Job;
import id.kezbek.shared.jobs.JobOutcome;
import id.kezbek.shared.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets e-mails wait again that the queue or a stopped process lost. */
@Component
class RecoverEmailsJob implements Job {

    private static final Duration LONGEST = Duration.ofSeconds(10);

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

    /** One statement; a killed process must not delay e-mails for long. */
    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(queueEmails.recoverLost(), "lost e-mails wait again");
    }
}
