package id.kezbek.platform.aws;

import id.kezbek.notifications.SendEmail;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.awspring.cloud.sqs.annotation.SqsListener;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Takes e-mails off the queue, up to ten with each long poll, and sends those of a poll side by side. Each is
 * acknowledged by itself, so that one that fails brings none of the others back: it is delivered again when its
 * visibility is over and, after the queue's bound of deliveries, ends in its dead-letter queue.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailQueueListener {

    /** Not "email", which lines of their own carry: a line may have a name only once. */
    private static final String LOG_KEY = "emailMessage";

    private final SendEmail sendEmail;
    private final Deliveries deliveries;

    EmailQueueListener(SendEmail sendEmail, Deliveries deliveries) {
        this.sendEmail = sendEmail;
        this.deliveries = deliveries;
    }

    @SqsListener(
            value = "${cezbek.notifications.queue}",
            maxMessagesPerPoll = "10",
            maxConcurrentMessages = "${cezbek.notifications.senders:10}",
            messageVisibilitySeconds = "${cezbek.notifications.visibility-seconds:30}")
    void deliver(String body) {
        deliveries.note();
        UUID email = email(body);
        MDC.put(LOG_KEY, email.toString());
        try {
            sendEmail.send(email);
        } finally {
            MDC.remove(LOG_KEY);
        }
    }

    /** What somebody else put there ends in the dead-letter queue, and no word of it in the log. */
    private static UUID email(String body) {
        try {
            return UUID.fromString(body);
        } catch (IllegalArgumentException foreign) {
            throw new IllegalArgumentException("A message of the e-mail queue names no e-mail");
        }
    }
}
