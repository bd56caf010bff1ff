package id.kezbek.notifications.queue;

import id.kezbek.shared.batch.NaturalBatcher;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Senders report sent e-mails and claim their next e-mails here. Reports of concurrent senders are committed together
 * in batches. Each sender waits for the commit. So at most one e-mail per sender is sent but not marked as sent.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
public class EmailHandovers implements AutoCloseable {

    private static final int LANES = 1;
    private static final int AT_ONCE = 100;

    /**
     * The minimum time between the starts of two batches, unless all senders wait. In a batch of ten, each e-mail costs
     * a quarter of what it costs in a batch of its own.
     */
    private static final Duration GATHERING = Duration.ofMillis(25);

    private final AtomicInteger senders = new AtomicInteger();
    private final NaturalBatcher<Emails.Handover, Optional<Emails.Email>> batcher;

    EmailHandovers(Emails emails) {
        this.batcher = new NaturalBatcher<>(
                "emails",
                LANES,
                AT_ONCE,
                GATHERING,
                () -> Math.max(1, senders.get()),
                Emails.Handover::hashCode,
                (lane, handovers) -> emails.handOver(handovers));
    }

    /**
     * Called when a sender starts a round: a queue message, or up to 50 claimed e-mails. When all senders in a round
     * wait here, the batch starts at once.
     */
    public void begin() {
        senders.incrementAndGet();
    }

    /** Called when the round ends. */
    public void end() {
        senders.decrementAndGet();
    }

    /**
     * Marks one e-mail as sent and claims another one.
     *
     * @param sent the e-mail that was sent; null if there is none
     * @param next the e-mail to claim; null if there is none
     * @return the claimed e-mail; empty if there is none, if another sender has it, or if it has expired
     */
    public Optional<Emails.Email> handOver(@Nullable UUID sent, @Nullable UUID next) {
        return batcher.call(new Emails.Handover(sent, next));
    }

    @Override
    public void close() {
        batcher.close();
    }
}
