package id.kezbek.adapters.aws;

import id.kezbek.notifications.EmailQueue;
import id.kezbek.notifications.SendEmails;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.awspring.cloud.sqs.annotation.SqsListener;
import org.springframework.stereotype.Component;

/**
 * Receives queue messages, up to ten per long poll. The e-mails of one queue message are sent one after the other;
 * several queue messages are processed in parallel. A queue message is finished when all its e-mails are processed. An
 * e-mail that could not be sent waits in the database. A queue message that is invalid, or that fails because of the
 * database, is delivered again after its visibility timeout. After the maximum number of deliveries, the queue moves it
 * to the dead-letter queue.
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
