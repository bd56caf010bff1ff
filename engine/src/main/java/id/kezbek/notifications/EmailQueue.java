package id.kezbek.notifications;

import java.util.List;
import java.util.UUID;

/** The queue through which e-mails leave. It carries ids only: no address ever stands in a queue. */
public interface EmailQueue {

    /**
     * How many messages there are, roughly.
     *
     * @param waiting not taken by anybody
     * @param inFlight in a consumer's hands
     * @param dead given up after the queue's bound of deliveries
     */
    record Depth(long waiting, long inFlight, long dead) {}

    /**
     * A message that the queue gave up.
     *
     * @param receipt by which the queue knows it when it is removed
     */
    record DeadLetter(UUID email, String receipt) {}

    /**
     * Puts e-mails in the queue.
     *
     * @return those that the queue did not take
     */
    List<UUID> send(List<UUID> emails);

    Depth depth();

    /** The next dead letters, at most ten; none where the queue has no dead-letter queue. */
    List<DeadLetter> deadLetters();

    void remove(List<DeadLetter> deadLetters);
}
