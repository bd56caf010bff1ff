package id.kezbek.notifications;

import id.kezbek.shared.batch.NaturalBatcher;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.util.Optional;
import java.util.UUID;
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

    private final NaturalBatcher<Emails.Handover, Optional<Emails.Email>> batcher;

    EmailHandovers(Emails emails) {
        this.batcher = new NaturalBatcher<>(
                "emails", LANES, AT_ONCE, Emails.Handover::hashCode, (lane, handovers) -> emails.handOver(handovers));
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
