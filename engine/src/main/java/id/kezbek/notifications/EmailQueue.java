package id.kezbek.notifications;

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
    record DeadLetter(List<UUID> emails, MessageQueue.Delivery message) {}

    /**
     * Some of them.
     *
     * @param isEnd whether the queue gave none
     * @param ours those that name e-mails; there may be more behind where they are none
     */
    record DeadLetters(boolean isEnd, List<DeadLetter> ours) {}

    private static final Logger log = LoggerFactory.getLogger(EmailQueue.class);

    /** Few enough for a sender to be through with them before the queue delivers the message again. */
    private static final int EMAILS_A_MESSAGE_MAX = 100;

    /** Fewer are not divided among senders: a message costs as much as it does to send several. */
    private static final int WORTH_A_MESSAGE = 10;

    private static final int MESSAGES_A_CALL = 10;
    private static final String BETWEEN = " ";

    private final MessageQueue queue;
    private final int emailsAMessage;

    EmailQueue(MessageQueue queue, @Value("${cezbek.notifications.emails-per-message:50}") int emailsAMessage) {
        if (emailsAMessage < 1 || emailsAMessage > EMAILS_A_MESSAGE_MAX) {
            throw new IllegalArgumentException(
                    "cezbek.notifications.emails-per-message must be 1 to " + EMAILS_A_MESSAGE_MAX);
        }
        this.queue = queue;
        this.emailsAMessage = emailsAMessage;
    }

    /** How many e-mails one call takes. */
    int emailsACall() {
        return emailsAMessage * MESSAGES_A_CALL;
    }

    /**
     * Puts e-mails in the queue, several in a message. An urgent one has a message of its own: no other holds it up, and an
     * engine of the version before, which knows no lists, can read it. A message has an id of its own: an e-mail that is
     * queued again within minutes, because it was given back or was redriven, must not count as the one before. Each
     * message is a group, for they need not follow one another.
     *
     * @return those that the queue did not take
     */
    List<UUID> send(List<Emails.Waiting> emails) {
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
     * The e-mails that a message names: one, or several with a space between.
     *
     * @throws IllegalArgumentException where it names none; it quotes nothing of the message
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
            return Optional.of(new DeadLetter(emailsOf(letter.body()), letter));
        } catch (IllegalArgumentException foreign) {
            log.warn("A dead letter contains no e-mail id and stays in the queue");
            return Optional.empty();
        }
    }

    void remove(List<DeadLetter> letters) {
        queue.deadLetters()
                .ifPresent(dead -> dead.acknowledge(
                        letters.stream().map(DeadLetter::message).toList()));
    }
}
