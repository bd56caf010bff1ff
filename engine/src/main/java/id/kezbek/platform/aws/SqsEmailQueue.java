package id.kezbek.platform.aws;

import id.kezbek.notifications.EmailQueue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tools.jackson.databind.json.JsonMapper;

/** The e-mail queue on SQS, and the dead-letter queue that it names. */
@Component
class SqsEmailQueue implements EmailQueue {

    /** The most messages that SQS hands out or takes in one call. */
    private static final int MESSAGES_AT_ONCE = 10;

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
        return sqs.sendMessageBatch(batch -> batch.queueUrl(url(queue)).entries(entries)).join().failed().stream()
                .map(BatchResultErrorEntry::id)
                .map(UUID::fromString)
                .toList();
    }

    @Override
    public Depth depth() {
        Map<QueueAttributeName, String> own = attributes(
                queue,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
        return new Depth(
                count(own, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                count(own, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                deadLetterQueue()
                        .map(dead -> count(
                                attributes(dead, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .orElse(0L));
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return deadLetterQueue()
                .map(dead -> sqs
                        .receiveMessage(receive -> receive.queueUrl(url(dead)).maxNumberOfMessages(MESSAGES_AT_ONCE))
                        .join()
                        .messages()
                        .stream()
                        .map(message -> new DeadLetter(UUID.fromString(message.body()), message.receiptHandle()))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public void remove(List<DeadLetter> deadLetters) {
        List<DeleteMessageBatchRequestEntry> entries = deadLetters.stream()
                .map(letter -> DeleteMessageBatchRequestEntry.builder()
                        // Two dead letters may carry one e-mail's id; a batch wants ids that differ.
                        .id(UUID.randomUUID().toString())
                        .receiptHandle(letter.receipt())
                        .build())
                .toList();
        deadLetterQueue()
                .ifPresent(dead -> sqs.deleteMessageBatch(
                                batch -> batch.queueUrl(url(dead)).entries(entries))
                        .join());
    }

    /** The name at the end of the ARN that the queue's redrive policy holds. */
    private Optional<String> deadLetterQueue() {
        return Optional.ofNullable(
                        attributes(queue, QueueAttributeName.REDRIVE_POLICY).get(QueueAttributeName.REDRIVE_POLICY))
                .map(policy -> JsonMapper.shared()
                        .readTree(policy)
                        .path("deadLetterTargetArn")
                        .stringValue(""))
                .filter(arn -> !arn.isEmpty())
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1));
    }

    private Map<QueueAttributeName, String> attributes(String name, QueueAttributeName... asked) {
        return sqs.getQueueAttributes(get -> get.queueUrl(url(name)).attributeNames(asked))
                .join()
                .attributes();
    }

    private static long count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }

    private String url(String name) {
        return urls.computeIfAbsent(
                name,
                asked -> sqs.getQueueUrl(get -> get.queueName(asked)).join().queueUrl());
    }
}
