package id.kezbek.cashback;

import id.kezbek.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * How far a rule goes beyond one purchase. Both are whole rupiah and belong to the rule and not to its version: what an
 * earlier version gave while it had such a limit counts. What a rule without one gives is not counted, because that
 * would cost every purchase a row.
 *
 * @param customer null is no cap
 * @param budget the most it gives in all; null is no bound
 */
public record RuleLimits(
        @Nullable CustomerCap customer, @Nullable Money budget) {

    public static final RuleLimits NONE = new RuleLimits(null, null);

    /** The most that one customer of a partner gets by the rule in a period. */
    public record CustomerCap(Money most, Period period) {}

    boolean isNone() {
        return customer == null && budget == null;
    }
}
