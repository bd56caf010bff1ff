package id.kezbek.shared.queues;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A queue outside of the engine that delivers each message at least once. Calls go over the network: never make one inside
 * a transaction. Each throws a {@code RuntimeException} where the queue is away, which is safe to try again.
 */
public interface MessageQueue {

    /** The most that are handed out at once. */
    int RECEIVED_MAX = 10;

    /**
     * A message to be sent.
     *
     * @param id a queue that keeps an order takes an id once within five minutes, so that a call which the network
     *     repeats sends nothing twice; whoever means to send something again gives it another
     * @param group such a queue delivers the messages of a group one after the other; any other ignores it
     * @param body no address, number or secret: queues are read by whoever looks after them
     */
    record Message(UUID id, String group, String body) {}

    /** @param receipt by which the queue knows this delivery of the message */
    record Delivery(String body, String receipt) {}

    /**
     * How many messages there are, roughly.
     *
     * @param waiting not taken by anybody
     * @param inFlight in a consumer's hands
     */
    record Depth(long waiting, long inFlight) {}

    /** Puts messages in the queue; gives back the ids of those that it did not take. */
    List<UUID> send(List<Message> messages);

    /**
     * The next messages. Each is hidden from others until the queue's visibility is over, and comes again then unless it
     * was acknowledged; a queue with a dead-letter queue moves it there after its bound of deliveries.
     *
     * @param most one to {@link #RECEIVED_MAX}
     * @param wait for the first one, up to 20 seconds
     */
    List<Delivery> receive(int most, Duration wait);

    /** Done with: they do not come again. */
    void acknowledge(List<Delivery> deliveries);

    Depth depth();

    /** Where messages go that were delivered too often; empty where the queue names none. */
    Optional<MessageQueue> deadLetters();
}
