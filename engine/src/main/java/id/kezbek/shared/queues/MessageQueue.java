package id.kezbek.shared.queues;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A queue outside the engine that delivers each message at least once. Operations use the network, so never call them
 * in a transaction. Each operation throws a {@code RuntimeException} if the queue is unavailable; a retry is safe.
 */
public interface MessageQueue {

    /** The maximum number of messages of one {@link #receive}. */
    int RECEIVED_MAX = 10;

    /**
     * A message to send.
     *
     * @param id for ordered queues: such a queue accepts an id once within five minutes, so a repeated network request
     *     sends nothing twice. To send a message again, use another id
     * @param group for ordered queues: messages of one group are delivered one after the other. Other queues ignore it
     * @param body contains no e-mail address, phone number or secret, because the queue's administrators can read it
     */
    record Message(UUID id, String group, String body) {}

    /** @param receipt the queue's id of this delivery */
    record Delivery(String body, String receipt) {}

    /**
     * The approximate number of messages.
     *
     * @param waiting messages that no consumer has received
     * @param inFlight messages that a consumer has received and not acknowledged
     */
    record Depth(long waiting, long inFlight) {}

    /** Sends messages and returns the ids of the messages that the queue rejected. */
    List<UUID> send(List<Message> messages);

    /**
     * Receives the next messages. The queue hides each message from other consumers during the visibility timeout.
     * Afterwards, the queue delivers the message again if the message was not acknowledged. If the queue has a
     * dead-letter queue, a message moves there after the maximum number of deliveries.
     *
     * @param most one to {@link #RECEIVED_MAX}
     * @param wait how long to wait for the first message, up to 20 seconds
     */
    List<Delivery> receive(int most, Duration wait);

    /** Acknowledges messages, so that they are not delivered again. */
    void acknowledge(List<Delivery> deliveries);

    Depth depth();

    /** The queue of messages that were delivered too often; empty if the queue has none. */
    Optional<MessageQueue> deadLetters();
}
