package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rule as it was decided.
 *
 * @param isAtOnce whether it began at its approval; {@code validFrom} is then the time of the approval
 * @param approval the id of its approval; null for a version that the installation created
 */
public record RuleVersion(
        Rule rule, boolean isAtOnce, @Nullable UUID approval) {

    /**
     * The rule as it is applied to purchases. A version that begins at its approval applies at once in every process
     * that reads it, even if the process's clock is slow. The same is true for an end at the approval.
     */
    public Rule effective() {
        Instant until = rule.validUntil();
        if (!isAtOnce) {
            return rule;
        }
        return rule.during(Instant.EPOCH, until == null || until.isAfter(rule.validFrom()) ? until : Instant.EPOCH);
    }
}
