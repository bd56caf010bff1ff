package id.kezbek.billing.terms;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings new limits into force. A new limit waits until all transactions that may have read the earlier terms have
 * ended. From then on the ledger contains the partner's complete debt, so the unused part of the limit becomes
 * available.
 */
@Component
public class BeginLimits {

    private static final Logger log = LoggerFactory.getLogger(BeginLimits.class);

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

    /**
     * Runs one check. A limit comes into force if an earlier check saw it and all transactions that began before that
     * check have ended. Other limits wait. A failure for one partner is logged, and does not delay other partners.
     */
    public void run() {
        for (PartnerId partner : newLimits.overtaken(LIMITS_A_RUN)) {
            try {
                transactions.executeWithoutResult(status -> begin(partner));
            } catch (RuntimeException failed) {
                log.atError()
                        .addKeyValue("partner", partner)
                        .setCause(failed)
                        .log("A partner's new limit could not come into force; retrying");
            }
        }
        newLimits.see();
    }

    private void begin(PartnerId id) {
        // The slots are computed from the ledger, because it also contains the payments and cancelled payouts that were
        // booked in the meantime.
        fundingSlots.lockAll(id);
        if (!newLimits.contains(id)) {
            return;
        }
        versions.refresh();
        Partner partner = partners.find(id).orElseThrow();
        Money left = partner.creditLimit().orElseThrow().minus(fundingAccounts.owed(partner));
        if (left.below(Money.ZERO)) {
            // The last purchases under the earlier terms exceeded the new limit. The limit comes into force when
            // payments have reduced the debt. Until then the partner can spend nothing, not even the amount of a
            // cancelled payout.
            fundingSlots.set(id, Money.ZERO);
            return;
        }
        fundingSlots.set(id, left);
        newLimits.remove(id);
        releaseFunded.release(id);
    }
}
