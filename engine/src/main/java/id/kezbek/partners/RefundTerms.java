package id.kezbek.partners;

import id.kezbek.shared.Money;
import java.util.Optional;

/**
 * Who bears cashback that was already paid to the customer when its purchase is refunded.
 *
 * @param limit the highest sum of a purchase's refunds that the partner or Kezbek bears; empty for no limit. The customer
 *     owes the refund that brings the sum above the limit
 */
public record RefundTerms(Setting setting, Optional<Money> limit) {

    public enum Setting {
        /** The customer bears it: it is set off against later payouts. */
        NET,
        /** The partner bears it: the partner does not get the cashback back. */
        ABSORBED_BY_PARTNER,
        /** Kezbek bears it: the partner gets the cashback back. */
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
     * @param amount of this refund and of the purchase's earlier refunds that the customer does not bear
     */
    public Setting settingFor(Money amount) {
        return limit.filter(most -> most.below(amount)).isPresent() ? Setting.NET : setting;
    }

    /** The setting and its limit, as text for people. */
    public String inWords() {
        return setting + limit.map(most -> " up to " + most.inWords()).orElse("");
    }
}
