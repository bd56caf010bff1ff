package id.kezbek.billing;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings new limits into force. A limit waits until every transaction has ended that may have read the partner's earlier
 * terms; what the partner owes by then is in the books, and what the limit leaves is granted.
 */
@Component
public class BeginLimits {

    private static final int LIMITS_A_RUN = 100;

    private final NewLimits newLimits;
    private final PartnerDirectory partners;
    private final FundingSlots fundingSlots;
    private final FundingAccounts fundingAccounts;
    private final ReleaseFunded releaseFunded;
    private final DataVersions versions;
    private final TransactionTemplate transactions;

    BeginLimits(
            NewLimits newLimits,
            PartnerDirectory partners,
            FundingSlots fundingSlots,
            FundingAccounts fundingAccounts,
            ReleaseFunded releaseFunded,
            DataVersions versions,
            TransactionTemplate transactions) {
        this.newLimits = newLimits;
        this.partners = partners;
        this.fundingSlots = fundingSlots;
        this.fundingAccounts = fundingAccounts;
        this.releaseFunded = releaseFunded;
        this.versions = versions;
        this.transactions = transactions;
    }

    /** One look: those seen by an earlier look, and overtaken since, begin; the others wait for the next one. */
    public void run() {
        for (PartnerId partner : newLimits.overtaken(LIMITS_A_RUN)) {
            transactions.executeWithoutResult(status -> begin(partner));
        }
        newLimits.see();
    }

    private void begin(PartnerId id) {
        // What was granted meanwhile (a payment, a cancelled payout) is in the books, so the slots are written anew.
        fundingSlots.lockAll(id);
        if (!newLimits.contains(id)) {
            return;
        }
        versions.refresh();
        Partner partner = partners.find(id).orElseThrow();
        Money left = partner.creditLimit().orElseThrow().minus(fundingAccounts.owed(partner));
        if (left.below(Money.ZERO)) {
            // The last purchases under the earlier terms went past it; it begins when payments have made room. Until
            // then nothing is spent, not even what a cancelled payout has given back.
            fundingSlots.set(id, Money.ZERO);
            return;
        }
        fundingSlots.set(id, left);
        newLimits.remove(id);
        releaseFunded.release(id);
    }
}
