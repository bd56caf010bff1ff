package id.kezbek.partners;

import id.kezbek.shared.Money;
import java.util.Optional;

/**
 * Who bears cashback that the customer already has when its purchase is refunded.
 *
 * @param limit the highest amount of a purchase's refunds together for which the partner or Kezbek bears them; empty for no limit.
 *     The customer owes a refund with which they are higher
 */
public record RefundTerms(Setting setting, Optional<Money> limit) {

    public enum Setting {
        /** The customer: later payouts set it off. */
        NET,
        /** The partner: it does not get the cashback back. */
        ABSORBED_BY_PARTNER,
        /** Kezbek: the partner gets the cashback back. */
        ABSORBED_BY_OPERATOR
    }

    /** The terms of a new partner. */
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

    /** The setting and its limit in words, for people. */
    public String inWords() {
        return setting + limit.map(most -> " up to " + most.inWords()).orElse("");
    }
}
