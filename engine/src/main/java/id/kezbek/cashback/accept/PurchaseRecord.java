package id.kezbek.cashback.accept;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.loyalty.Standing;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted purchase with its decision.
 *
 * @param trace the explanation of the cashback
 * @param tierBefore the customer's tier before the purchase; null for the first purchase
 * @param tier the customer's tier after the purchase
 * @param recurring the customer's count in that tier after the purchase
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
     * Explains how the cashback of a purchase was computed.
     *
     * @param rule the deciding rule with its version
     * @param percent the percentage of the purchase's amount
     * @param uncapped the cashback before caps and limits, rounded
     * @param cap the rule's cap for one purchase; null without a cap
     * @param trims the counted limits that reduced the cashback
     */
    public record Trace(
            long rule,
            int ruleVersion,
            BigDecimal percent,
            Money uncapped,
            @Nullable Money cap,
            List<RuleBook.Trim> trims,
            String rounding) {}

    /** Creates the record of a purchase that was just accepted. */
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

    /** The amount to pay out for the purchase: cashback and reward. */
    public Money payable() {
        return cashback.plus(reward);
    }
}
