package id.kezbek.cashback;

import id.kezbek.cashback.purchase.Period;
import id.kezbek.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a rule beyond one purchase. Both are whole rupiah and belong to the rule, not to a version: cashback
 * under an earlier version with such a limit counts. Rules without a limit are not counted, because that would cost
 * every purchase a row.
 *
 * @param customer null for no cap
 * @param budget the highest total; null for no limit
 */
public record RuleLimits(
        @Nullable CustomerCap customer, @Nullable Money budget) {

    public static final RuleLimits NONE = new RuleLimits(null, null);

    /** The highest cashback of one customer of a partner under the rule in a period. */
    public record CustomerCap(Money most, Period period) {}

    public boolean isNone() {
        return customer == null && budget == null;
    }
}
