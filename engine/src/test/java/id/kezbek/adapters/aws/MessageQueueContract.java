package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.queues.MessageQueue;
import id.kezbek.shared.queues.MessageQueue.Delivery;
import id.kezbek.shared.queues.MessageQueue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The common behaviour of all message queues, ordered or not. Each test creates its own queues. */
abstract class MessageQueueContract {

    /** Longer than any test that does not wait for it. */
    private static final Duration HIDDEN_LONG = Duration.ofMinutes(5);

    private static final Duration HIDDEN_SHORT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RECEIVES_MAX = 2;
    private static final int LISTS_MAX = 50;

    static SqsAsyncClient sqs;

    @BeforeAll
    static void open() {
        sqs = AwsUnderTest.at(AwsUnderTest.sqs(), SqsAsyncClient.builder()).build();
    }

    @AfterAll
    static void close() {
        sqs.close();
    }

    abstract boolean isFifo();

    @Test
    void deliversBatchesAndRemovesAcknowledged() {
        MessageQueue queue = queue(HIDDEN_LONG);
        List<Message> messages =
                IntStream.range(0, 25).mapToObj(n -> message("batch-" + n)).toList();

        assertThat(queue.send(messages)).as("not taken").isEmpty();

        List<String> bodies = new ArrayList<>();
        for (int list = 0; list < LISTS_MAX && bodies.size() < messages.size(); list++) {
            List<Delivery> received = queue.receive(MessageQueue.RECEIVED_MAX, PATIENCE);
            assertThat(received).hasSizeBetween(1, MessageQueue.RECEIVED_MAX);
            received.forEach(delivery -> bodies.add(delivery.body()));
            queue.acknowledge(received);
        }
        assertThat(bodies)
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(Message::body).toList());
        awaitDepth(queue, 0, 0);
    }

    @Test
    void waitsForLaterMessage() {
        MessageQueue queue = queue(HIDDEN_LONG);
        assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
        CompletableFuture<List<Delivery>> waiting = CompletableFuture.supplyAsync(() -> queue.receive(1, PATIENCE));
        queue.send(List.of(message("late")));
        assertThat(waiting.join())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.body()).isEqualTo("late"));
    }

    @Test
    void hidesAndCountsMessagesInProgress() {
        MessageQueue queue = queue(HIDDEN_LONG);
        queue.send(List.of(message("one")));
        awaitDepth(queue, 1, 0);
        assertThat(queue.receive(1, PATIENCE)).hasSize(1);
        assertThat(queue.receive(1, Duration.ofSeconds(1))).isEmpty();
        awaitDepth(queue, 0, 1);
    }

    @Test
    void redeliversUnacknowledged() {
        MessageQueue queue = queue(HIDDEN_SHORT);
        queue.send(List.of(message("again")));
        assertThat(queue.receive(1, PATIENCE)).hasSize(1);
        List<Delivery> second = queue.receive(1, PATIENCE);
        assertThat(second)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.body()).isEqualTo("again"));
    }

    @Test
    void movesTooOftenDeliveredToDeadLetters() {
        MessageQueue queue = queue(HIDDEN_SHORT);
        MessageQueue dead = queue.deadLetters().orElseThrow();
        queue.send(List.of(message("poison")));
        for (int n = 0; n < RECEIVES_MAX; n++) {
            assertThat(queue.receive(1, PATIENCE)).as("delivery %d", n + 1).hasSize(1);
        }
        // The queue moves the message at the time of the next delivery.
        Eventually.holds("it is a dead letter", () -> {
            assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
            return dead.depth().waiting() == 1;
        });
        List<Delivery> letters = dead.receive(MessageQueue.RECEIVED_MAX, PATIENCE);
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.body()).isEqualTo("poison"));
        dead.acknowledge(letters);
        awaitDepth(dead, 0, 0);
        assertThat(dead.deadLetters()).as("where dead letters go in turn").isEmpty();
    }

    @Test
    void deliversRepeatUnderOtherId() {
        MessageQueue queue = queue(HIDDEN_LONG);
        queue.send(List.of(message("twice")));
        queue.send(List.of(message("twice")));
        awaitDepth(queue, 2, 0);
    }

    @Test
    void failsWhileThereIsNoSuchQueue() {
        MessageQueue queue = new SqsMessageQueue(sqs, name("absent"));
        assertThatThrownBy(() -> queue.send(List.of(message("lost")))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(queue::depth).isInstanceOf(RuntimeException.class);
        create(name("absent"), Map.of());
        assertThat(new SqsMessageQueue(sqs, name("absent")).send(List.of(message("found"))))
                .isEmpty();
    }

    /** The visibility timeout of its deliveries and of its dead letters. */
    MessageQueue queue(Duration hidden) {
        String name = UUID.randomUUID().toString();
        String dead = create(name(name + "-dlq"), Map.of());
        create(
                name(name),
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        Long.toString(hidden.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(dead, RECEIVES_MAX)));
        return new SqsMessageQueue(sqs, name(name));
    }

    private String name(String name) {
        return "contract-" + name + (isFifo() ? ".fifo" : "");
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        if (isFifo()) {
            all.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        String url = sqs.createQueue(create -> create.queueName(name).attributes(all))
                .join()
                .queueUrl();
        return sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .join()
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    static Message message(String body) {
        UUID id = UUID.randomUUID();
        return new Message(id, id.toString(), body);
    }

    static void awaitDepth(MessageQueue queue, long waiting, long inFlight) {
        Eventually.holds(
                waiting + " wait and " + inFlight + " are in flight",
                () -> queue.depth().equals(new MessageQueue.Depth(waiting, inFlight)));
    }
}
