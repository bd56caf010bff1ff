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
 * Senders report sent e-mails and claim the next ones; concurrent ones share a commit. A sender waits for it, so at
 * most one e-mail per sender is sent but not marked.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
public class EmailHandovers implements AutoCloseable {

    private static final int LANES = 1;
    private static final int AT_ONCE = 100;

    /** A list is not begun sooner after the one before, unless all senders wait: lists of ten cost a quarter of lists of one. */
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

    /** A sender begins a message. When all that have begun wait here, none of them waits for more. */
    public void begin() {
        senders.incrementAndGet();
    }

    public void end() {
        senders.decrementAndGet();
    }

    /**
     * Marks one e-mail as sent and claims another.
     *
     * @param sent null for none
     * @param next null for none
     * @return empty if there is none, another sender has it, or it has expired
     */
    public Optional<Emails.Email> handOver(@Nullable UUID sent, @Nullable UUID next) {
        return batcher.call(new Emails.Handover(sent, next));
    }

    @Override
    public void close() {
        batcher.close();
    }
}
