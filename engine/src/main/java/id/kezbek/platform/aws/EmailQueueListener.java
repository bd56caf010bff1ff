package id.kezbek.platform.aws;

import id.kezbek.notifications.SendEmail;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.awspring.cloud.sqs.annotation.SqsListener;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes e-mails off the queue. One that fails is delivered again and, after the queue's bound, ends in its dead-letter queue. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailQueueListener {

    private final SendEmail sendEmail;

    EmailQueueListener(SendEmail sendEmail) {
        this.sendEmail = sendEmail;
    }

    @SqsListener("${cezbek.notifications.queue}")
    void deliver(String id) {
        sendEmail.send(UUID.fromString(id));
    }
}
