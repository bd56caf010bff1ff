package id.kezbek.payouts.bulk;

import id.kezbek.payouts.decision.AsProposed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payout of a bulk decision.
 *
 * @param attempt the attempt whose result is decided; null if the decision is not about an attempt
 */
public record FrozenPayout(UUID payout, @Nullable UUID attempt, AsProposed proposed) {

    /**
     * All values as text, for the digest. Never change the format, because open proposals contain digests of this text.
     */
    String text() {
        return payout + " " + attempt + " " + proposed.amount().decimal().toPlainString() + " " + proposed.state() + " "
                + proposed.attempts() + " " + proposed.reason() + "\n";
    }
}
