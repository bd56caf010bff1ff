package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rule as it was decided.
 *
 * @param isAtOnce whether it began at its approval, whose time {@code validFrom} is
 * @param approval its approval; null for a version of the installation
 */
public record RuleVersion(
        Rule rule, boolean isAtOnce, @Nullable UUID approval) {

    /**
     * The rule as it decides purchases. A version that began at its approval has begun for every process that sees it,
     * also for one with a slow clock. The same holds for an end at the approval.
     */
    public Rule effective() {
        Instant until = rule.validUntil();
        if (!isAtOnce) {
            return rule;
        }
        return rule.during(Instant.EPOCH, until == null || until.isAfter(rule.validFrom()) ? until : Instant.EPOCH);
    }
}
