package id.kezbek.notifications.jobs;

import id.kezbek.facts.FactsSetAside;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.notifications.addresses.ForgetContacts;
import id.kezbek.notifications.news.QueueEmails;
import id.kezbek.notifications.queue.ForgetEmails;
import id.kezbek.notifications.queue.RedriveEmails;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs that clean up and repair e-mails. */
@Configuration(proxyBeanMethods = false)
class EmailJobs {

    @Bean
    Job recoverEmailsJob(QueueEmails queueEmails) {
        return Job.named("recover-emails", "Queues e-mails again that were lost by the queue or a stopped process.")
                .every(Duration.ofMinutes(1))
                .counts("lost e-mails queued again", queueEmails::recoverLost);
    }

    @Bean
    Job redriveFactsJob(QueueEmails queueEmails) {
        return Job.named("redrive-facts", "Processes dead letters of the e-mail consumer again, at most 5,000.")
                .runs(() -> processed(queueEmails.retryFacts()));
    }

    private static JobOutcome processed(FactsSetAside.Retried retried) {
        return retried.taken() + retried.stay() == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Done(retried.taken() + " events processed, " + retried.stay()
                        + " remain dead letters, " + retried.left() + " left for another run");
    }

    @Bean
    Job redriveEmailsJob(RedriveEmails redriveEmails) {
        return Job.named("redrive-emails", "Sends failed e-mails again, and empties the dead-letter queue.")
                .runs(() -> redriven(redriveEmails.run()));
    }

    private static JobOutcome redriven(RedriveEmails.Redriven redriven) {
        return redriven.emails() + redriven.messages() == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Done(redriven.emails() + " e-mails queued again, " + redriven.messages()
                        + " dead letters were removed");
    }

    @Bean
    Job forgetEmailsJob(ForgetEmails forgetEmails) {
        return Job.named("forget-emails", "Deletes addresses and texts of old e-mails.")
                .cron("0 40 3 * * *")
                .counts("e-mails cleared of address and text", forgetEmails::run);
    }

    @Bean
    Job forgetContactsJob(ForgetContacts forgetContacts) {
        return Job.named(
                        "forget-contacts",
                        "Deletes customers' e-mail addresses that no purchase has used for a long time.")
                .cron("0 30 3 * * *")
                .counts("addresses deleted", forgetContacts::run);
    }
}
