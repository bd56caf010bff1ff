package id.kezbek.notifications;

import id.kezbek.shared.queues.MessageQueue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The queue through which e-mails leave. It carries ids only: no address ever stands in a queue. */
@Component
public class EmailQueue {

    /**
     * How many messages there are, roughly.
     *
     * @param waiting not taken by anybody
     * @param inFlight in a consumer's hands
     * @param dead given up after the queue's bound of deliveries
     */
    public record Depth(long waiting, long inFlight, long dead) {}

    /**
     * A message that the queue gave up.
     *
     * @param message as the queue knows it when it is removed
     */
    record DeadLetter(UUID email, MessageQueue.Delivery message) {}

    /**
     * Some of them.
     *
     * @param isEnd whether the queue gave none
     * @param ours those that name an e-mail; there may be more behind where they are none
     */
    record DeadLetters(boolean isEnd, List<DeadLetter> ours) {}

    private static final Logger log = LoggerFactory.getLogger(EmailQueue.class);

    private final MessageQueue queue;

    EmailQueue(MessageQueue queue) {
        this.queue = queue;
    }

    /**
     * Puts e-mails in the queue. A message has an id of its own: an e-mail that is queued again within minutes, because
     * it was given back or was redriven, must not count as the one before. Each e-mail is a group, for they need not
     * follow one another.
     *
     * @return those that the queue did not take
     */
    List<UUID> send(List<UUID> emails) {
        Map<UUID, UUID> emailOf = new HashMap<>();
        List<MessageQueue.Message> messages = emails.stream()
                .map(email -> new MessageQueue.Message(UUID.randomUUID(), email.toString(), email.toString()))
                .toList();
        for (int n = 0; n < messages.size(); n++) {
            emailOf.put(messages.get(n).id(), emails.get(n));
        }
        return queue.send(messages).stream()
                .map(id -> Objects.requireNonNull(emailOf.get(id)))
                .toList();
    }

    public Depth depth() {
        MessageQueue.Depth own = queue.depth();
        long dead =
                queue.deadLetters().map(letters -> letters.depth().waiting()).orElse(0L);
        return new Depth(own.waiting(), own.inFlight(), dead);
    }

    /** The next dead letters, at most ten; none where the queue has no dead-letter queue. */
    DeadLetters deadLetters() {
        List<MessageQueue.Delivery> received = queue.deadLetters()
                .map(letters -> letters.receive(MessageQueue.RECEIVED_MAX, Duration.ZERO))
                .orElse(List.of());
        return new DeadLetters(
                received.isEmpty(),
                received.stream().flatMap(letter -> deadLetter(letter).stream()).toList());
    }

    /** What somebody else put there stays there and holds up nothing. */
    private static Optional<DeadLetter> deadLetter(MessageQueue.Delivery letter) {
        try {
            return Optional.of(new DeadLetter(UUID.fromString(letter.body()), letter));
        } catch (IllegalArgumentException foreign) {
            log.warn("A dead letter names no e-mail and is left where it is");
            return Optional.empty();
        }
    }

    void remove(List<DeadLetter> letters) {
        queue.deadLetters()
                .ifPresent(dead -> dead.acknowledge(
                        letters.stream().map(DeadLetter::message).toList()));
    }
}
