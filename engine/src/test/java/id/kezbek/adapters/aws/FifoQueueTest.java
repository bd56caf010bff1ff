package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.queues.MessageQueue;
import id.kezbek.shared.queues.MessageQueue.Delivery;
import id.kezbek.shared.queues.MessageQueue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Also tests the behaviour that only ordered queues have. */
class FifoQueueTest extends MessageQueueContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    boolean isFifo() {
        return true;
    }

    @Test
    void takesAnIdOnce() {
        MessageQueue queue = queue(Duration.ofMinutes(5));
        Message message = message("once");
        assertThat(queue.send(List.of(message))).isEmpty();
        assertThat(queue.send(List.of(message))).as("the network repeated it").isEmpty();
        assertThat(queue.receive(MessageQueue.RECEIVED_MAX, PATIENCE)).hasSize(1);
        awaitDepth(queue, 0, 1);
    }

    @Test
    void keepsTheOrderOfAGroup() {
        MessageQueue queue = queue(Duration.ofMinutes(5));
        List<Message> messages = IntStream.range(0, 20)
                .mapToObj(n -> new Message(UUID.randomUUID(), "group", Integer.toString(n)))
                .toList();
        queue.send(messages);
        List<String> bodies = new ArrayList<>();
        for (int list = 0; list < messages.size() && bodies.size() < messages.size(); list++) {
            List<Delivery> received = queue.receive(3, PATIENCE);
            received.forEach(delivery -> bodies.add(delivery.body()));
            queue.acknowledge(received);
        }
        assertThat(bodies)
                .containsExactlyElementsOf(messages.stream().map(Message::body).toList());
    }

    @Test
    void holdsAGroupBackWhileItsFirstIsInHandsAndNoOther() {
        MessageQueue queue = queue(Duration.ofMinutes(5));
        queue.send(List.of(
                new Message(UUID.randomUUID(), "slow", "slow 1"), new Message(UUID.randomUUID(), "slow", "slow 2")));
        List<Delivery> first = queue.receive(1, PATIENCE);
        assertThat(first).extracting(Delivery::body).containsExactly("slow 1");
        queue.send(List.of(new Message(UUID.randomUUID(), "quick", "quick 1")));
        assertThat(queue.receive(MessageQueue.RECEIVED_MAX, PATIENCE))
                .extracting(Delivery::body)
                .containsExactly("quick 1");
        queue.acknowledge(first);
        assertThat(queue.receive(MessageQueue.RECEIVED_MAX, PATIENCE))
                .extracting(Delivery::body)
                .containsExactly("slow 2");
    }
}
