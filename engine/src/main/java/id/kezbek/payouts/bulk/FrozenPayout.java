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
     * All values, for a digest. The format must never change, because open proposals contain a digest of such texts.
     */
    String text() {
        return payout + " " + attempt + " " + proposed.amount().decimal().toPlainString() + " " + proposed.state() + " "
                + proposed.attempts() + " " + proposed.reason() + "\n";
    }
}
