package id.kezbek.billing;

import id.kezbek.billing.terms.BeginLimits;
import id.kezbek.billing.terms.FundingAccounts;
import id.kezbek.billing.terms.NewLimits;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a partner postpaid and changes its credit limit. A partner's available funds are stored in funding slots. A
 * change from one limit to another adds the difference to the slots. The result is exact even if purchases and payments
 * run at the same time. A partner's first limit is different: a purchase that read the earlier terms, without a limit,
 * may still be running and does not use the slots. So with a first limit, available funds start at zero. {@link
 * BeginLimits} grants them when those purchases have ended, in less than a second.
 */
@Component
public class ChangeFundingTerms {

    private final PartnerDirectory partners;
    private final ChangePartnerFunding changePartnerFunding;
    private final FundingSlots fundingSlots;
    private final FundingAccounts fundingAccounts;
    private final NewLimits newLimits;
    private final ReleaseFunded releaseFunded;
    private final DataVersions versions;
    private final TransactionTemplate transactions;

    ChangeFundingTerms(
            PartnerDirectory partners,
            ChangePartnerFunding changePartnerFunding,
            FundingSlots fundingSlots,
            FundingAccounts fundingAccounts,
            NewLimits newLimits,
            ReleaseFunded releaseFunded,
            DataVersions versions,
            TransactionTemplate transactions) {
        this.partners = partners;
        this.changePartnerFunding = changePartnerFunding;
        this.fundingSlots = fundingSlots;
        this.fundingAccounts = fundingAccounts;
        this.newLimits = newLimits;
        this.releaseFunded = releaseFunded;
        this.versions = versions;
        this.transactions = transactions;
    }

    /**
     * Called before the proposal; refuses a change that is currently impossible.
     *
     * @throws Refusal STATE_CONFLICT if a prepaid partner has payments or purchases, or if the debt exceeds the limit
     */
    public void check(Partner partner, Optional<Money> limit) {
        if (partner.fundingMode() == Partner.FundingMode.PREPAID && fundingAccounts.hasDeposited(partner)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the partner already has payments or purchases; only a partner without them can become postpaid");
        }
        limit.ifPresent(most -> {
            Money owed = fundingAccounts.owed(partner);
            if (most.below(owed)) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT, "the partner owes " + owed + ", which is more than the new limit");
            }
        });
    }

    /**
     * Makes the partner postpaid with this limit. Joins the caller's transaction if one is running.
     *
     * @param limit empty for no limit
     * @param by the person who decided, for the audit log
     * @throws Refusal as {@link #check}; nothing is recorded then
     */
    public void postpaid(PartnerId id, Optional<Money> limit, String by) {
        transactions.executeWithoutResult(status -> {
            Money available = fundingSlots.lockAll(id);
            versions.refresh();
            Partner before = partners.find(id).orElseThrow();
            check(before, limit);
            setSlots(before, limit, available);
            changePartnerFunding.postpaid(id, limit, by);
            releaseFunded.releaseUnder(before.onCredit(limit));
        });
    }

    private void setSlots(Partner before, Optional<Money> limit, Money available) {
        PartnerId id = before.id();
        if (limit.isEmpty()) {
            newLimits.remove(id);
            fundingSlots.set(id, Money.ZERO);
        } else if (before.creditLimit().isEmpty()) {
            newLimits.add(id);
            fundingSlots.set(id, Money.ZERO);
        } else if (!newLimits.contains(id)) {
            Money after = available.plus(limit.get()).minus(before.creditLimit().get());
            if (after.below(Money.ZERO)) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the partner owes " + before.creditLimit().get().minus(available)
                                + ", which is more than the new limit");
            }
            fundingSlots.set(id, after);
        }
    }
}
