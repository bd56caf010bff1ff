package id.kezbek.payouts.model;

import id.kezbek.ledger.AccountKind;
import id.kezbek.partners.Partner;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TwoProcesses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine and the providers have recorded of a partner of these sequences. */
record RefundRecords(ModelBook book, Partner partner) {

    Money heldAtProviders(@Nullable Msisdn customer) {
        return orders().stream()
                .filter(order -> order.is(Standing.PAID) && (customer == null || order.msisdn.equals(customer)))
                .map(order -> order.amount)
                .reduce(Money.ZERO, Money::plus);
    }

    Money paid(@Nullable Msisdn customer) {
        return customer == null
                ? ofPartner("select sum(amount) from payouts.payout where state = 'PAID' and partner = ?")
                : ofCustomer(
                        customer,
                        "select sum(amount) from payouts.payout where state = 'PAID' and partner = ? and msisdn = ?");
    }

    List<UUID> payouts() {
        return jdbc().sql("select id from payouts.payout where partner = ? order by id")
                .param(partner.id().value())
                .query(UUID.class)
                .list();
    }

    /** The payouts that pay a purchase. */
    List<UUID> payoutsOf(UUID purchase) {
        return jdbc().sql("""
                        select payout from payouts.item where purchase = ? and kind in ('PURCHASE', 'SPLIT')
                        group by payout having sum(amount) > 0 order by payout""").param(purchase).query(UUID.class).list();
    }

    /** The purchases that a payout pays. */
    Set<UUID> purchasesOf(UUID payout) {
        return Set.copyOf(jdbc().sql("""
                        select purchase from payouts.item where payout = ? and kind in ('PURCHASE', 'COLLECTED', 'SPLIT')
                        group by purchase having sum(amount) > 0""").param(payout).query(UUID.class).list());
    }

    /** Whether a payout is one of several parts. */
    static boolean isPart(UUID payout) {
        return jdbc().sql("select exists (select from payouts.item where payout = ? and kind = 'SPLIT')")
                .param(payout)
                .query(Boolean.class)
                .single();
    }

    /** Whether people cancelled one of several parts that pay a purchase. */
    static boolean isPartCancelledOf(UUID purchase) {
        return jdbc().sql("""
                        select exists (select from payouts.item i join payouts.payout p on p.id = i.payout
                          where i.purchase = ? and i.kind = 'SPLIT' and p.reason = 'CANCELLED_BY_PEOPLE')""").param(purchase).query(Boolean.class).single();
    }

    /** What refunds wait to take from cancelled payouts of a customer; the next run of the job decides it. */
    Money waitsForCancelled(Msisdn customer) {
        return ofCustomer(customer, """
                select sum(r.amount) from payouts.refund r join payouts.payout p on p.id = r.payout
                where r.state = 'WAITING' and p.state = 'CANCELLED' and r.partner = ? and r.msisdn = ?""");
    }

    /** How many payouts were split. */
    long splits() {
        return jdbc().sql("""
                        select count(*) from payouts.item i join payouts.payout p on p.id = i.payout
                        where p.partner = ? and i.kind = 'SPLIT' and i.amount < 0""").param(partner.id().value()).query(Long.class).single();
    }

    /** The number of orders to a wallet above an amount. */
    long above(String wallet, long rupiah) {
        return jdbc().sql("select count(*) from payouts.attempt where partner = ? and wallet = ? and amount > ?")
                .params(partner.id().value(), wallet, rupiah)
                .query(Long.class)
                .single();
    }

    Money account(AccountKind kind) {
        return sum(
                "select sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account where a.kind = ? and a.owner = ?",
                kind.name(),
                partner.code());
    }

    Money ofPartner(String sql) {
        return sum(sql, partner.id().value());
    }

    Money ofCustomer(Msisdn customer, String sql) {
        return sum(sql, partner.id().value(), customer.digits());
    }

    static Money sum(String sql, Object... values) {
        return jdbc().sql(sql)
                .params(values)
                .query((row, n) -> Optional.ofNullable(row.getBigDecimal(1)))
                .optional()
                .flatMap(found -> found)
                .map(Money::rupiah)
                .orElse(Money.ZERO);
    }

    static JdbcClient jdbc() {
        return TwoProcesses.get(0, JdbcClient.class);
    }

    List<Booked> orders() {
        return payouts().stream().flatMap(payout -> book.of(payout).stream()).toList();
    }

    Money writtenOff(Msisdn customer) {
        return ofCustomer(customer, "select sum(written_off) from payouts.refund where partner = ? and msisdn = ?");
    }

    Money borneByPartner() {
        return ofPartner("select sum(owed) from payouts.refund where state = 'ABSORBED_BY_PARTNER' and partner = ?");
    }

    /** The payouts and refunds that have not ended. A payout that a refund made too small for the wallet waits for people. */
    List<String> open() {
        return jdbc().sql("""
                        select state || ' ' || amount from payouts.payout
                        where partner = :partner and state not in ('PAID', 'CANCELLED')
                          and not (state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM')
                        union all select 'refund ' || amount from payouts.refund where partner = :partner and state = 'WAITING'""")
                .param("partner", partner.id().value())
                .query(String.class)
                .list();
    }

    /** The states of the parts of a refund; empty if it takes back no money. */
    List<String> states(UUID refund) {
        return jdbc().sql("select state from payouts.refund where ? in (id, refund) order by id")
                .param(refund)
                .query(String.class)
                .list();
    }

    static boolean isOwed(UUID payout) {
        return jdbc().sql("select state in ('PENDING', 'ATTENTION') from payouts.payout where id = ?")
                .param(payout)
                .query(Boolean.class)
                .single();
    }
}
