package id.kezbek.payouts;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Refunds the purchase of a payout, as far as payouts are concerned. */
public final class TestRefunds {

    private final RefundedPayouts refundedPayouts;
    private final PartnerDirectory partners;
    private final FundingSlots fundingSlots;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    TestRefunds(
            RefundedPayouts refundedPayouts,
            PartnerDirectory partners,
            FundingSlots fundingSlots,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            Ids ids,
            Clock clock) {
        this.refundedPayouts = refundedPayouts;
        this.partners = partners;
        this.fundingSlots = fundingSlots;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param payout of one purchase
     * @return the refund's id
     */
    public UUID refund(UUID payout, Money amount) {
        UUID refund = ids.next();
        UUID purchase = jdbc.sql("select distinct purchase from payouts.item where payout = ? and kind = 'PURCHASE'")
                .param(payout)
                .query(UUID.class)
                .single();
        PartnerId owner = jdbc.sql("select partner from payouts.payout where id = ?")
                .param(payout)
                .query((row, n) -> new PartnerId(row.getLong(1)))
                .single();
        Partner partner = partners.find(owner).orElseThrow();
        refundedPayouts.open(partner);
        transactions.executeWithoutResult(status -> {
            fundingSlots.lockAll(owner);
            refundedPayouts.take(partner, new RefundedPayouts.Order(refund, purchase, amount, clock.instant()));
        });
        return refund;
    }
}
