package id.kezbek.partners;

import id.kezbek.shared.Money;
import java.util.Optional;

/**
 * The rule that says who bears the paid cashback of a refunded purchase.
 *
 * @param limit the highest sum of a purchase's refunds that the partner or Kezbek bears; empty for no limit. The
 *     customer bears a refund that brings the sum above the limit
 */
public record RefundTerms(Setting setting, Optional<Money> limit) {

    public enum Setting {
        /** The customer bears the cashback: the engine deducts it from later payouts. */
        NET,
        /** The partner bears the cashback, and does not get the cashback back. */
        ABSORBED_BY_PARTNER,
        /** Kezbek bears the cashback: the partner gets the cashback back. */
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
     * The setting for a refund.
     *
     * @param amount the sum of this refund and of the purchase's earlier refunds that the customer does not bear
     */
    public Setting settingFor(Money amount) {
        return limit.filter(most -> most.below(amount)).isPresent() ? Setting.NET : setting;
    }

    /** The setting and its limit, as text for people. */
    public String inWords() {
        return setting + limit.map(most -> " up to " + most.inWords()).orElse("");
    }
}
