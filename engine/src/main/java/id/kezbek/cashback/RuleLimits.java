package id.kezbek.cashback;

import id.kezbek.cashback.purchase.Period;
import id.kezbek.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a rule over several purchases. Customer cap and budget are whole rupiah and belong to the rule, not to
 * a version. Cashback under an earlier version is included if that version had the same kind of limit. The cashback of
 * rules without a limit is not counted, because counting costs one row per purchase.
 *
 * @param customer null for no cap
 * @param budget the highest total cashback of the rule; null for no limit
 */
public record RuleLimits(
        @Nullable CustomerCap customer, @Nullable Money budget) {

    public static final RuleLimits NONE = new RuleLimits(null, null);

    /** The highest cashback that one customer of a partner gets from the rule in a period. */
    public record CustomerCap(Money most, Period period) {}

    public boolean isNone() {
        return customer == null && budget == null;
    }
}
