package id.kezbek.sandbox.mail;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The newest messages of all recipients. Older messages are dropped. */
final class Mailbox {

    static final int MAX_MESSAGES = 5_000;

    private final Deque<Message> messages = new ArrayDeque<>();
    private long lastNumber;
    private BiConsumer<String, String> listener = (recipient, subject) -> {};

    synchronized void onMail(BiConsumer<String, String> mails) {
        listener = mails;
    }

    synchronized void add(MessageParts parts, String to, Instant at) {
        if (messages.size() == MAX_MESSAGES) {
            messages.removeFirst();
        }
        messages.addLast(new Message(++lastNumber, to, parts.subject(), parts.html(), parts.text(), at));
        listener.accept(to, parts.subject());
    }

    /** Returns messages in order, the oldest first. */
    synchronized List<Message> all() {
        return List.copyOf(messages);
    }

    List<Message> to(String recipient) {
        return all().stream()
                .filter(message -> message.to().equalsIgnoreCase(recipient))
                .toList();
    }

    Optional<Message> numbered(long number) {
        return all().stream().filter(message -> message.number() == number).findFirst();
    }
}
