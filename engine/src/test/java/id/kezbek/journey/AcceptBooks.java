package id.kezbek.journey;

import id.kezbek.partners.Partner;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The two processes' records of one partner. */
final class AcceptBooks {

    record Sums(
            BigDecimal trial,
            BigDecimal available,
            BigDecimal leastSlot,
            BigDecimal partner,
            BigDecimal payable,
            BigDecimal ordered,
            BigDecimal granted,
            int payouts,
            int held) {}

    private AcceptBooks() {}

    static Sums sums(Partner partner) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("""
                        select
                          (select coalesce(sum(amount), 0) from ledger.line) as trial,
                          (select coalesce(sum(available), 0) from ledger.funding_slot where partner = :id) as available,
                          (select coalesce(min(available), 0) from ledger.funding_slot where partner = :id) as least_slot,
                          (select coalesce(sum(l.amount), 0) from ledger.account a join ledger.line l on l.account = a.id
                           where a.owner = :code and a.kind in ('FUNDING', 'RECEIVABLE')) as partner,
                          (select coalesce(-sum(l.amount), 0) from cashback.purchase p
                           join ledger.line l on l.subject = p.id join ledger.account a on a.id = l.account
                           where p.partner = :id and a.kind = 'CUSTOMER_PAYABLE') as payable,
                          (select coalesce(sum(i.amount), 0) from cashback.purchase p
                           join payouts.item i on i.purchase = p.id where p.partner = :id) as ordered,
                          (select coalesce(sum(cashback + reward), 0) from cashback.purchase
                           where partner = :id) as granted,
                          (select count(*) from payouts.payout where partner = :id) as payouts,
                          (select count(*) from payouts.payout where partner = :id and state = 'HELD') as held""")
                .param("id", partner.id().value())
                .param("code", partner.code())
                .query(Sums.class)
                .single();
    }

    /** The amount that a rule gave from its budget. */
    static BigDecimal spent(long rule) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select coalesce(sum(spent), 0) from cashback.rule_budget where rule = ?")
                .param(rule)
                .query(BigDecimal.class)
                .single();
    }

    /** The purchases by their used references. */
    static Map<String, UUID> references(Partner partner) {
        Map<String, UUID> taken = new HashMap<>();
        TwoProcesses.get(0, JdbcClient.class)
                .sql("""
                        select r.reference, p.id from cashback.purchase p
                        left join cashback.reference r on r.purchase = p.id and r.partner = p.partner
                        where p.partner = ?""")
                .param(partner.id().value())
                .query(row -> {
                    taken.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return taken;
    }
}
