package id.kezbek.cashback;

import id.kezbek.loyalty.Standing;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as it was accepted, with all that was decided then.
 *
 * @param trace how the cashback came about
 * @param tierBefore the customer's tier before it; null where it was the customer's first
 * @param tier the tier that it left the customer in
 * @param recurring the customer's count in that tier after it
 */
public record PurchaseRecord(
        UUID id,
        Purchase purchase,
        Instant acceptedAt,
        Money cashback,
        Money reward,
        Trace trace,
        @Nullable String tierBefore,
        String tier,
        int recurring) {

    /** How cashback is rounded; see {@link Money#percentRoundedDownToWhole}. */
    static final String ROUNDING = "DOWN_TO_WHOLE_RUPIAH";

    /**
     * How a cashback came about.
     *
     * @param rule the rule that decided, in which version
     * @param percent of the purchase's amount
     * @param uncapped what the percentage gives, rounded
     * @param cap the most that the rule gave for one purchase; null where it had none
     * @param trims by which limits that count what was given before it was trimmed
     */
    public record Trace(
            long rule,
            int ruleVersion,
            BigDecimal percent,
            Money uncapped,
            @Nullable Money cap,
            List<RuleBook.Trim> trims,
            String rounding) {}

    /** What will be read of a purchase that has just been accepted. */
    public static PurchaseRecord of(Purchase purchase, Acceptance.Accepted accepted) {
        RuleBook.Granted decision = accepted.decision();
        Rule rule = decision.rule();
        Standing before = accepted.before();
        return new PurchaseRecord(
                accepted.id(),
                purchase,
                accepted.at(),
                decision.cashback(),
                accepted.reward(),
                new Trace(
                        rule.id(),
                        rule.version(),
                        rule.percent(),
                        decision.uncapped(),
                        rule.cap(),
                        decision.trims(),
                        ROUNDING),
                before == null ? null : before.tier(),
                accepted.after().tier(),
                accepted.after().recurring());
    }

    /** What is paid for it. */
    public Money payable() {
        return cashback.plus(reward);
    }
}
