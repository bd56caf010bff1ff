package id.kezbek.notifications.jobs;

import id.kezbek.facts.FactsSetAside;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.notifications.news.QueueEmails;
import org.springframework.stereotype.Component;

/** Processes dead letters again after the cause was fixed. */
@Component
class RedriveFactsJob implements Job {

    private final QueueEmails queueEmails;

    RedriveFactsJob(QueueEmails queueEmails) {
        this.queueEmails = queueEmails;
    }

    @Override
    public String name() {
        return "redrive-facts";
    }

    @Override
    public String purpose() {
        return "Processes dead letters again, up to 5,000 of them.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.OnRequest();
    }

    @Override
    public JobOutcome run() {
        FactsSetAside.Retried retried = queueEmails.retryFacts();
        return retried.taken() + retried.stay() == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Done(retried.taken() + " events processed, " + retried.stay() + " stay dead letters, "
                        + retried.left() + " left for another run");
    }
}
