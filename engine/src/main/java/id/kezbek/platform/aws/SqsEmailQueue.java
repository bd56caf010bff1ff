package id.kezbek.platform.aws;

import id.kezbek.notifications.EmailQueue;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The e-mail queue on SQS. */
@Component
class SqsEmailQueue implements EmailQueue {

    private final SqsAsyncClient sqs;
    private final String queue;
    private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();

    SqsEmailQueue(SqsAsyncClient sqs, @Value("${cezbek.notifications.queue}") String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public List<UUID> send(List<UUID> emails) {
        List<SendMessageBatchRequestEntry> entries = emails.stream()
                .map(id -> SendMessageBatchRequestEntry.builder()
                        .id(id.toString())
                        .messageBody(id.toString())
                        .build())
                .toList();
        return sqs.sendMessageBatch(batch -> batch.queueUrl(url()).entries(entries)).join().failed().stream()
                .map(BatchResultErrorEntry::id)
                .map(UUID::fromString)
                .toList();
    }

    private String url() {
        return urls.computeIfAbsent(
                queue,
                name -> sqs.getQueueUrl(asked -> asked.queueName(name)).join().queueUrl());
    }
}
