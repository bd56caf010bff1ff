package id.kezbek.adapters.aws;

import id.kezbek.notifications.EmailQueue;
import id.kezbek.notifications.SendEmails;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.awspring.cloud.sqs.annotation.SqsListener;
import org.springframework.stereotype.Component;

/**
 * Takes messages off the queue, up to ten with each long poll, and sends the e-mails of each one after the other, those of
 * several messages side by side. A message is done with when each of its e-mails was looked at: one that could not be sent
 * waits in the database. What is no message of ours, or fails because the database is away, is delivered again when its
 * visibility is over and, after the queue's bound of deliveries, ends in its dead-letter queue.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailQueueListener {

    private final SendEmails sendEmails;
    private final Deliveries deliveries;

    EmailQueueListener(SendEmails sendEmails, Deliveries deliveries) {
        this.sendEmails = sendEmails;
        this.deliveries = deliveries;
    }

    @SqsListener(
            value = "${cezbek.notifications.queue}",
            maxMessagesPerPoll = "10",
            maxConcurrentMessages = "${cezbek.notifications.senders:10}",
            messageVisibilitySeconds = "${cezbek.notifications.visibility-seconds:30}")
    void deliver(String body) {
        deliveries.note();
        sendEmails.send(EmailQueue.emailsOf(body));
    }
}
