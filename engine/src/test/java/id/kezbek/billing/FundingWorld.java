package id.kezbek.billing;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Actions and look-ups for tests of funding. */
final class FundingWorld {

    private static final AtomicLong CUSTOMER = new AtomicLong(6_281_930_000_000L);

    private final EngineUnderTest engine;

    FundingWorld(EngineUnderTest engine) {
        this.engine = engine;
    }

    Partner partner(PartnerId id) {
        engine.get(DataVersions.class).refresh();
        return engine.get(PartnerDirectory.class).find(id).orElseThrow();
    }

    /** A purchase by a new customer. */
    Acceptance purchase(PartnerId partner, long rupiah) {
        long customer = CUSTOMER.incrementAndGet();
        return engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner,
                        "REF-" + customer,
                        new Msisdn(Long.toString(customer)),
                        "customer@example.com",
                        "LSAJA",
                        1,
                        Money.rupiah(rupiah)));
    }

    /** A payout as acceptance creates it without enough funds: held, without a ledger movement. */
    UUID heldPayout(PartnerId partner, long rupiah) {
        Ids ids = engine.get(Ids.class);
        UUID payout = ids.next();
        Timestamp now = Timestamp.from(engine.clock().instant());
        engine.database()
                .sql("""
                        insert into payouts.payout (id, partner, msisdn, wallet, amount, state, reason, due_at, created_at)
                        values (?, ?, ?, 'LSAJA', ?, 'HELD', 'FUNDING_SHORT', ?, ?)""")
                .params(payout, partner.value(), Long.toString(CUSTOMER.incrementAndGet()), rupiah, now, now)
                .update();
        engine.database().sql("""
                        insert into payouts.item (payout, position, kind, purchase, reference, amount)
                        values (?, 0, 'PURCHASE', ?, 'REF-H', ?)""").params(payout, ids.next(), rupiah).update();
        return payout;
    }

    String state(UUID payout) {
        return engine.database()
                .sql("select state from payouts.payout where id = ?")
                .param(payout)
                .query(String.class)
                .single();
    }

    Money available(PartnerId partner) {
        return engine.get(FundingSlots.class).available(partner);
    }

    /** The ledger balance of the partner's account; positive for a debit balance. */
    Money booked(PartnerId partner, AccountKind kind) {
        return engine.get(Balances.class)
                .now(Account.ofPartner(kind, partner(partner).code()));
    }

    /** The lines of the partner's account, as kind and whole rupiah. */
    List<String> lines(PartnerId partner, AccountKind kind) {
        return engine.database()
                .sql("""
                        select l.kind || ' ' || l.amount::bigint from ledger.line l
                        join ledger.account a on a.id = l.account
                        where a.kind = ? and a.owner = ? order by l.at, l.movement""")
                .params(kind.name(), partner(partner).code())
                .query(String.class)
                .list();
    }

    /** Waits until the job has brought the partner's new limit into force. */
    void awaitLimit(PartnerId partner) {
        Eventually.holds(
                "the limit is in force",
                () -> engine.count("billing.new_limit where partner = " + partner.value()) == 0);
    }
}
