package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored version of a rule.
 *
 * @param isAtOnce whether the version began at its approval; {@code validFrom} is then the time of the approval
 * @param approval the id of the version's approval; null for a version that the installation created
 */
public record RuleVersion(
        Rule rule, boolean isAtOnce, @Nullable UUID approval) {

    /**
     * The rule with the times that the engine uses for decisions. A version that begins or ends at its approval takes
     * effect in a process when the process reads it. A slow clock of the process does not delay it.
     */
    public Rule effective() {
        Instant until = rule.validUntil();
        if (!isAtOnce) {
            return rule;
        }
        return rule.during(Instant.EPOCH, until == null || until.isAfter(rule.validFrom()) ? until : Instant.EPOCH);
    }
}
