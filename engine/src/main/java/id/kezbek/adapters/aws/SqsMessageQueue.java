package id.kezbek.adapters.aws;

import id.kezbek.shared.queues.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tools.jackson.databind.json.JsonMapper;

/**
 * An SQS queue: a FIFO queue if its name ends in {@code .fifo}, otherwise a standard queue. The queue's redrive policy
 * names its dead-letter queue.
 */
final class SqsMessageQueue implements MessageQueue {

    /** The maximum number of messages in one SQS call. */
    private static final int MESSAGES_AT_ONCE = 10;

    private static final String FIFO = ".fifo";
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final SqsAsyncClient sqs;
    private final String name;
    private final boolean isFifo;
    private final ConcurrentMap<String, String> urls;

    SqsMessageQueue(SqsAsyncClient sqs, String name) {
        this(sqs, name, new ConcurrentHashMap<>());
    }

    private SqsMessageQueue(SqsAsyncClient sqs, String name, ConcurrentMap<String, String> urls) {
        this.sqs = sqs;
        this.name = name;
        this.isFifo = name.endsWith(FIFO);
        this.urls = urls;
    }

    @Override
    public List<UUID> send(List<Message> messages) {
        List<UUID> notTaken = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += MESSAGES_AT_ONCE) {
            notTaken.addAll(sendAtOnce(messages.subList(from, Math.min(from + MESSAGES_AT_ONCE, messages.size()))));
        }
        return notTaken;
    }

    private List<UUID> sendAtOnce(List<Message> messages) {
        List<SendMessageBatchRequestEntry> entries =
                messages.stream().map(this::entry).toList();
        return sqs
                .sendMessageBatch(
                        batch -> batch.queueUrl(url()).entries(entries).overrideConfiguration(within(CALL_TIMEOUT)))
                .join()
                .failed()
                .stream()
                .map(BatchResultErrorEntry::id)
                .map(UUID::fromString)
                .toList();
    }

    private SendMessageBatchRequestEntry entry(Message message) {
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(message.id().toString())
                .messageBody(message.body());
        if (isFifo) {
            entry.messageGroupId(message.group())
                    .messageDeduplicationId(message.id().toString());
        }
        return entry.build();
    }

    @Override
    public List<Delivery> receive(int most, Duration wait) {
        return sqs
                .receiveMessage(receive -> receive.queueUrl(url())
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                        .overrideConfiguration(within(CALL_TIMEOUT.plus(wait))))
                .join()
                .messages()
                .stream()
                .map(message -> new Delivery(message.body(), message.receiptHandle()))
                .toList();
    }

    @Override
    public void acknowledge(List<Delivery> deliveries) {
        for (int from = 0; from < deliveries.size(); from += MESSAGES_AT_ONCE) {
            List<DeleteMessageBatchRequestEntry> entries =
                    deliveries.subList(from, Math.min(from + MESSAGES_AT_ONCE, deliveries.size())).stream()
                            .map(SqsMessageQueue::done)
                            .toList();
            sqs.deleteMessageBatch(
                            batch -> batch.queueUrl(url()).entries(entries).overrideConfiguration(within(CALL_TIMEOUT)))
                    .join();
        }
    }

    /**
     * Uses a random id for each entry, because ids must be unique in a batch, and two messages may have the same body.
     */
    private static DeleteMessageBatchRequestEntry done(Delivery delivery) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(UUID.randomUUID().toString())
                .receiptHandle(delivery.receipt())
                .build();
    }

    @Override
    public Depth depth() {
        Map<QueueAttributeName, String> counts = attributes(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
        return new Depth(
                count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    /** The redrive policy contains the ARN of the dead-letter queue; an ARN ends with the queue's name. */
    @Override
    public Optional<MessageQueue> deadLetters() {
        return Optional.ofNullable(attributes(QueueAttributeName.REDRIVE_POLICY).get(QueueAttributeName.REDRIVE_POLICY))
                .map(policy -> JsonMapper.shared()
                        .readTree(policy)
                        .path("deadLetterTargetArn")
                        .stringValue(""))
                .filter(arn -> !arn.isEmpty())
                .map(arn -> new SqsMessageQueue(sqs, arn.substring(arn.lastIndexOf(':') + 1), urls));
    }

    private Map<QueueAttributeName, String> attributes(QueueAttributeName... asked) {
        return sqs.getQueueAttributes(
                        get -> get.queueUrl(url()).attributeNames(asked).overrideConfiguration(within(CALL_TIMEOUT)))
                .join()
                .attributes();
    }

    private static long count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }

    private String url() {
        return urls.computeIfAbsent(
                name,
                asked -> sqs.getQueueUrl(get -> get.queueName(asked).overrideConfiguration(within(CALL_TIMEOUT)))
                        .join()
                        .queueUrl());
    }

    private static AwsRequestOverrideConfiguration within(Duration timeout) {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).build();
    }
}
