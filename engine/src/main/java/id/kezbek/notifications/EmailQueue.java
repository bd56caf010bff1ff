package id.kezbek.notifications;

import id.kezbek.notifications.queue.Emails;
import id.kezbek.shared.queues.MessageQueue;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The queue of e-mails. A queue message contains only ids and never an e-mail address. */
@Component
public class EmailQueue {

    /**
     * The approximate numbers of messages in the queue.
     *
     * @param waiting queue messages not delivered yet
     * @param inFlight queue messages delivered to a consumer
     * @param dead queue messages that failed after the maximum number of deliveries
     */
    public record Depth(long waiting, long inFlight, long dead) {}

    /**
     * A queue message in the dead-letter queue.
     *
     * @param message the queue's handle to delete it
     */
    public record DeadLetter(List<UUID> emails, MessageQueue.Delivery message) {}

    /**
     * Some dead letters.
     *
     * @param isEnd whether the dead-letter queue returned no queue message
     * @param ours queue messages with e-mail ids; if there are none, more may follow
     */
    public record DeadLetters(boolean isEnd, List<DeadLetter> ours) {}

    private static final Logger log = LoggerFactory.getLogger(EmailQueue.class);

    /** The number of e-mails that a sender can send before the queue delivers their queue message again. */
    private static final int EMAILS_A_MESSAGE_MAX = 100;

    /**
     * A queue message contains at least this many e-mails, if so many are waiting, because a queue message costs as
     * much as several e-mails.
     */
    private static final int WORTH_A_MESSAGE = 10;

    private static final int MESSAGES_A_CALL = 10;
    private static final String BETWEEN = " ";

    private final MessageQueue queue;
    private final int emailsAMessage;

    EmailQueue(MessageQueue queue, @Value("${cezbek.notifications.emails-per-message:50}") int emailsAMessage) {
        if (emailsAMessage < 1 || emailsAMessage > EMAILS_A_MESSAGE_MAX) {
            throw new IllegalArgumentException(
                    "cezbek.notifications.emails-per-message must be between 1 and " + EMAILS_A_MESSAGE_MAX);
        }
        this.queue = queue;
        this.emailsAMessage = emailsAMessage;
    }

    /** The number of e-mails that one call can queue. */
    public int emailsACall() {
        return emailsAMessage * MESSAGES_A_CALL;
    }

    /**
     * Queues e-mails, several per queue message. An urgent e-mail has its own queue message, so that no other e-mail
     * delays it. A queue message has its own id, so an e-mail that is queued again within minutes is not dropped as a
     * duplicate. Each queue message has its own message group, because e-mails need no order.
     *
     * @return the e-mails that the queue did not accept
     */
    public List<UUID> send(List<Emails.Waiting> emails) {
        Map<UUID, List<UUID>> emailsOf = new LinkedHashMap<>();
        for (Emails.Waiting email : emails) {
            if (email.isUrgent()) {
                emailsOf.put(UUID.randomUUID(), List.of(email.id()));
            }
        }
        List<UUID> others = emails.stream()
                .filter(email -> !email.isUrgent())
                .map(Emails.Waiting::id)
                .toList();
        int worthwhile = Math.max(Math.ceilDiv(others.size(), MESSAGES_A_CALL), WORTH_A_MESSAGE);
        int each = Math.min(worthwhile, emailsAMessage);
        for (int from = 0; from < others.size(); from += each) {
            emailsOf.put(UUID.randomUUID(), others.subList(from, Math.min(from + each, others.size())));
        }
        List<MessageQueue.Message> messages = emailsOf.entrySet().stream()
                .map(message -> new MessageQueue.Message(
                        message.getKey(), message.getKey().toString(), body(message.getValue())))
                .toList();
        return queue.send(messages).stream()
                .flatMap(id -> Objects.requireNonNull(emailsOf.get(id)).stream())
                .toList();
    }

    private static String body(List<UUID> emails) {
        return emails.stream().map(UUID::toString).collect(Collectors.joining(BETWEEN));
    }

    /**
     * The e-mail ids in a queue message, separated by blanks.
     *
     * @throws IllegalArgumentException if there are none; the exception's text contains nothing of the queue message
     */
    public static List<UUID> emailsOf(String body) {
        try {
            return Arrays.stream(body.split(BETWEEN, -1)).map(UUID::fromString).toList();
        } catch (IllegalArgumentException foreign) {
            throw new IllegalArgumentException("A message of the e-mail queue contains no e-mail id");
        }
    }

    public Depth depth() {
        MessageQueue.Depth own = queue.depth();
        long dead =
                queue.deadLetters().map(letters -> letters.depth().waiting()).orElse(0L);
        return new Depth(own.waiting(), own.inFlight(), dead);
    }

    /** The next messages of the dead-letter queue, at most ten; empty if there is no dead-letter queue. */
    public DeadLetters deadLetters() {
        List<MessageQueue.Delivery> received = queue.deadLetters()
                .map(letters -> letters.receive(MessageQueue.RECEIVED_MAX, Duration.ZERO))
                .orElse(List.of());
        return new DeadLetters(
                received.isEmpty(),
                received.stream().flatMap(letter -> deadLetter(letter).stream()).toList());
    }

    /** Messages of other systems stay in the dead-letter queue. After them, the queue delivers the next ones. */
    private static Optional<DeadLetter> deadLetter(MessageQueue.Delivery letter) {
        try {
            return Optional.of(new DeadLetter(emailsOf(letter.body()), letter));
        } catch (IllegalArgumentException foreign) {
            log.warn("A dead letter contains no e-mail id and stays in the dead-letter queue");
            return Optional.empty();
        }
    }

    public void remove(List<DeadLetter> letters) {
        queue.deadLetters()
                .ifPresent(dead -> dead.acknowledge(
                        letters.stream().map(DeadLetter::message).toList()));
    }
}
