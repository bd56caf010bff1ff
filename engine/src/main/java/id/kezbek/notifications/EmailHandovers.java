package id.kezbek.notifications;

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
 * Where senders hand in what they have sent and take what they send next. Those who come together share a commit. A sender
 * waits for it, so that of each sender at most one e-mail is sent and not marked.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailHandovers implements AutoCloseable {

    private static final int LANES = 1;
    private static final int AT_ONCE = 100;

    /** A list is not begun sooner after the one before, unless all senders wait: lists of ten cost a quarter of lists of one. */
    private static final Duration GATHERING = Duration.ofMillis(20);

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
    void begin() {
        senders.incrementAndGet();
    }

    void end() {
        senders.decrementAndGet();
    }

    /**
     * Marks one e-mail as sent and takes another.
     *
     * @param sent null for none
     * @param next null for none
     * @return empty where there is none to send, or somebody else sends it, or it came too late to be of use
     */
    Optional<Emails.Email> handOver(@Nullable UUID sent, @Nullable UUID next) {
        return batcher.call(new Emails.Handover(sent, next));
    }

    @Override
    public void close() {
        batcher.close();
    }
}
