package id.kezbek.billing.reading;

import id.kezbek.billing.terms.FundingAccounts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The balances of all partners at a requested time, with the partners' current terms. */
@Component
public class PartnerBalances {

    /** Which side owes money to the other. */
    public enum Owes {
        /** Kezbek owes the partner: it holds the partner's money. */
        KEZBEK,
        /** The partner owes Kezbek, because of purchases on credit. */
        PARTNER
    }

    /**
     * The filter for balances; null matches any value.
     *
     * @param at a point in time; movements at that time are included; null for now
     */
    public record Asked(
            Partner.@Nullable FundingMode mode,
            @Nullable Owes owes,
            @Nullable Instant at) {

        private boolean fits(Standing standing) {
            boolean isOwed = owes == null
                    || (owes == Owes.KEZBEK
                            ? standing.balance().isPositive()
                            : standing.balance().negated().isPositive());
            return isOwed && (mode == null || standing.partner().fundingMode() == mode);
        }
    }

    /**
     * A partner's balance.
     *
     * @param balance positive for the partner's money, negative for its debt
     * @param available null for a time in the past, or if the partner has no limit
     */
    public record Standing(
            Partner partner, Money balance, @Nullable Money available) {}

    private final PartnerDirectory partners;
    private final Balances balances;
    private final FundingSlots fundingSlots;

    PartnerBalances(PartnerDirectory partners, Balances balances, FundingSlots fundingSlots) {
        this.partners = partners;
        this.balances = balances;
        this.fundingSlots = fundingSlots;
    }

    /**
     * Reads a page, in the order of onboarding.
     *
     * @param after the number of the last partner of the previous page; 0 for the first page
     */
    public List<Standing> page(Asked asked, long after, int limit) {
        Map<Account, Money> all = balances.ofKinds(List.of(AccountKind.FUNDING, AccountKind.RECEIVABLE), asked.at());
        return partners.all().stream()
                .filter(partner -> partner.id().value() > after)
                .map(partner -> new Standing(partner, balance(partner, all), null))
                .filter(asked::fits)
                .limit(limit)
                .map(standing -> asked.at() == null ? withAvailable(standing) : standing)
                .toList();
    }

    /** Adds the balances of FUNDING and RECEIVABLE, because a partner that became postpaid may still have a deposit. */
    private static Money balance(Partner partner, Map<Account, Money> all) {
        return all.getOrDefault(FundingAccounts.deposit(partner), Money.ZERO)
                .plus(all.getOrDefault(FundingAccounts.receivable(partner), Money.ZERO))
                .negated();
    }

    private Standing withAvailable(Standing standing) {
        Partner partner = standing.partner();
        return new Standing(
                partner, standing.balance(), partner.isLimited() ? fundingSlots.available(partner.id()) : null);
    }
}
