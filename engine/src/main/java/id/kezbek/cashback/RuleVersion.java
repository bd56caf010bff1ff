package id.kezbek.cashback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rule as it was decided.
 *
 * @param isAtOnce whether it began with its approval, which {@code validFrom} then tells
 * @param approval by which it came about; null where it was there from the first
 */
record RuleVersion(Rule rule, boolean isAtOnce, @Nullable UUID approval) {

    /**
     * The rule as purchases are decided by it. What began with its approval has begun for everybody who can see it: a
     * process whose clock is a little behind must not go on with the version before. What was ended with its approval
     * has ended in the same way.
     */
    Rule effective() {
        Instant until = rule.validUntil();
        if (!isAtOnce) {
            return rule;
        }
        return rule.during(Instant.EPOCH, until == null || until.isAfter(rule.validFrom()) ? until : Instant.EPOCH);
    }
}
