package id.kezbek.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.notifications.queue.Emails;
import id.kezbek.shared.queues.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The grouping of e-mails into messages. */
class EmailQueueTest {

    private static final int EACH = 50;

    /** A queue that records its messages and rejects the first message of each call. */
    private static final class Noted implements MessageQueue {

        private final List<Message> messages = new ArrayList<>();

        @Override
        public List<UUID> send(List<Message> given) {
            messages.addAll(given);
            return List.of(given.getFirst().id());
        }

        @Override
        public List<Delivery> receive(int most, Duration wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void acknowledge(List<Delivery> deliveries) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Depth depth() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<MessageQueue> deadLetters() {
            return Optional.empty();
        }
    }

    private final Noted noted = new Noted();
    private final EmailQueue queue = new EmailQueue(noted, EACH);

    @Test
    void divideEvenlyAmongTenMessagesAndGiveBackAllOfOneThatWasNotTaken() {
        List<Emails.Waiting> emails = waiting(200, false);

        List<UUID> refused = queue.send(emails);

        assertThat(sizes()).hasSize(10).containsOnly(20);
        assertThat(bodies().flatMap(List::stream).toList())
                .containsExactlyElementsOf(
                        emails.stream().map(Emails.Waiting::id).toList());
        assertThat(refused)
                .containsExactlyElementsOf(
                        emails.subList(0, 20).stream().map(Emails.Waiting::id).toList());
    }

    @Test
    void fewAreOneMessageAndManyAreNoMoreThanTheSettingSays() {
        queue.send(waiting(7, false));
        assertThat(sizes()).containsExactly(7);

        noted.messages.clear();
        queue.send(waiting(620, false));
        assertThat(sizes()).hasSize(13).allMatch(size -> size <= EACH);
    }

    /**
     * An engine of the previous version reads one id per message, so it can send one-time passwords during an update.
     */
    @Test
    void urgentOnesHaveMessagesOfTheirOwnBeforeTheOthers() {
        List<Emails.Waiting> urgent = waiting(3, true);
        List<Emails.Waiting> all = new ArrayList<>(waiting(12, false));
        all.addAll(urgent);

        queue.send(all);

        assertThat(noted.messages.subList(0, 3).stream().map(MessageQueue.Message::body))
                .containsExactlyElementsOf(
                        urgent.stream().map(email -> email.id().toString()).toList());
        assertThat(sizes()).containsExactly(1, 1, 1, 10, 2);
    }

    @Test
    void sendsOneEmailPerMessageIfConfigured() {
        new EmailQueue(noted, 1).send(waiting(15, false));
        assertThat(sizes()).hasSize(15).containsOnly(1);
    }

    @Test
    void readsNoMessageThatHoldsAnythingElse() {
        UUID id = UUID.randomUUID();
        assertThat(EmailQueue.emailsOf(id.toString())).containsExactly(id);
        for (String foreign : List.of("", " ", "budi@lajada.example", id + " budi@lajada.example", id + "  " + id)) {
            assertThatThrownBy(() -> EmailQueue.emailsOf(foreign))
                    .hasMessage("A message of the e-mail queue contains no e-mail id")
                    .hasNoCause();
        }
    }

    private static List<Emails.Waiting> waiting(int number, boolean isUrgent) {
        return IntStream.range(0, number)
                .mapToObj(n -> new Emails.Waiting(UUID.randomUUID(), isUrgent))
                .toList();
    }

    private Stream<List<UUID>> bodies() {
        return noted.messages.stream().map(message -> EmailQueue.emailsOf(message.body()));
    }

    private List<Integer> sizes() {
        return bodies().map(List::size).toList();
    }
}
