package id.kezbek.partners;

import id.kezbek.shared.Money;
import java.util.Optional;

/**
 * The rule that says who bears the paid cashback of a refunded purchase.
 *
 * @param limit the highest sum of one purchase's refunds that the partner or Kezbek bears; empty for no limit. If a
 *     refund brings the sum above the limit, the customer bears this refund
 */
public record RefundTerms(Setting setting, Optional<Money> limit) {

    public enum Setting {
        /** The customer bears the cashback: the engine deducts it from later payouts. */
        NET,
        /** The partner bears the cashback: the engine returns nothing to the partner. */
        ABSORBED_BY_PARTNER,
        /** Kezbek bears the cashback: the engine returns the cashback to the partner. */
        ABSORBED_BY_OPERATOR
    }

    /** The refund terms of a new partner. */
    public static final RefundTerms NET = new RefundTerms(Setting.NET, Optional.empty());

    public RefundTerms {
        if (setting == Setting.NET && limit.isPresent()) {
            throw new IllegalArgumentException("NET has no limit");
        }
    }

    /**
     * The setting for one refund. It is NET if the amount is above the limit.
     *
     * @param amount this refund plus the earlier refunds of the same purchase that the customer does not bear
     */
    public Setting settingFor(Money amount) {
        return limit.filter(most -> most.below(amount)).isPresent() ? Setting.NET : setting;
    }

    /** The setting and its limit, as text for people. */
    public String inWords() {
        return setting + limit.map(most -> " up to " + most.inWords()).orElse("");
    }
}
