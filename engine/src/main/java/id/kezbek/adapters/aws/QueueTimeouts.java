package id.kezbek.adapters.aws;

import io.awspring.cloud.autoconfigure.sqs.SqsAsyncClientCustomizer;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

/**
 * Sets timeouts for every call to the queue. With the SDK's longer timeouts, a queue that does not respond could block
 * a caller for minutes. A long poll has a longer timeout, because it waits for a message.
 */
@Component
class QueueTimeouts implements SqsAsyncClientCustomizer {

    private static final Duration ATTEMPT_MARGIN = Duration.ofSeconds(3);
    private static final Duration CALL_MARGIN = Duration.ofSeconds(6);

    private final Duration longPoll;

    QueueTimeouts(@Value("${spring.cloud.aws.sqs.listener.poll-timeout:10s}") Duration longPoll) {
        this.longPoll = longPoll;
    }

    @Override
    public void customize(SqsAsyncClientBuilder client) {
        client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .apiCallAttemptTimeout(longPoll.plus(ATTEMPT_MARGIN))
                .apiCallTimeout(longPoll.plus(CALL_MARGIN))
                .build());
    }
}
