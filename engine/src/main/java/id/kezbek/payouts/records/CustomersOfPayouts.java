package id.kezbek.payouts.records;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A customer's data in payouts. Payouts are financial records: after an erasure, they are kept under the pseudonym. */
@Component
@Order(PersonalRecords.PAYOUTS)
class CustomersOfPayouts implements PersonalRecords {

    private final JdbcClient jdbc;

    CustomersOfPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer) {
        Map<String, List<Map<String, Object>>> kept = new LinkedHashMap<>();
        kept.put("payouts", rows("""
                select id, wallet, amount, state, created_at, ended_at from payouts.payout
                where partner = ? and msisdn = ? order by id desc limit ?""", customer));
        kept.put("attempts", rows("""
                select a.id, a.payout, a.provider, a.provider_reference, a.amount, a.state, a.started_at, a.ended_at
                from payouts.payout p join payouts.attempt a on a.payout = p.id
                where p.partner = ? and p.msisdn = ? order by a.id desc limit ?""", customer));
        kept.put("refunds", rows("""
                select id, purchase, wallet, amount, state, owed, open, recorded_at from payouts.refund
                where partner = ? and msisdn = ? order by id desc limit ?""", customer));
        return kept;
    }

    private List<Map<String, Object>> rows(String sql, CustomerOf customer) {
        return jdbc.sql(sql)
                .params(customer.partner().value(), customer.msisdn().digits(), SHOWN_MAX)
                .query()
                .listOfRows();
    }

    @Override
    public boolean lock(CustomerOf customer) {
        return !jdbc.sql("select id from payouts.payout where partner = ? and msisdn = ? order by id for update")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query()
                .listOfRows()
                .isEmpty();
    }

    /**
     * Requires that all payouts to the customer have ended, that no inquiry is planned, and that no callback waits. If
     * an inquiry shows that the provider returned the money, the payout is sent to this number again.
     */
    @Override
    public void requireAtRest(CustomerOf customer) {
        requireNone(customer, "'PAID', 'CANCELLED'");
    }

    /** Payouts to an invalid phone number were never sent. Staff correct the number and then retry these payouts. */
    @Override
    public void requireReplaceable(CustomerOf customer) {
        if (Msisdn.ofKept(customer.msisdn().digits()).isCanonical()) {
            requireAtRest(customer);
        } else {
            requireNone(customer, "'PAID', 'CANCELLED', 'HELD', 'PENDING', 'ATTENTION'");
        }
    }

    @Override
    public Owed owed(CustomerOf customer) {
        return jdbc.sql("""
                        select count(*), coalesce(sum(amount), 0) from payouts.payout
                        where partner = ? and msisdn = ? and state not in ('PAID', 'CANCELLED')""")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query((row, n) -> new Owed(row.getInt(1), Money.rupiah(row.getBigDecimal(2))))
                .single();
    }

    private void requireNone(CustomerOf customer, String statesAtRest) {
        boolean isOpen = jdbc.sql("""
                        select exists (select from payouts.payout p where p.partner = ? and p.msisdn = ?
                          and (p.state not in (%s)
                            or exists (select from payouts.attempt a where a.payout = p.id
                              and (a.state in ('SENDING', 'UNKNOWN') or a.next_inquiry_at is not null))))""".formatted(statesAtRest))
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Boolean.class)
                .single();
        if (isOpen) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "payouts of this customer are in progress or still being checked; wait until they have ended and their checks"
                            + " are over, or cancel them");
        }
        requireNoCallback(customer);
    }

    /** Staff who decide about a callback search for the payment at the provider by the customer's phone number. */
    private void requireNoCallback(CustomerOf customer) {
        boolean waits = jdbc.sql("""
                        select exists (select from payouts.payout p
                          join payouts.attempt a on a.payout = p.id
                          join payouts.callback c on c.attempt = a.id
                          where p.partner = ? and p.msisdn = ?
                            and (c.verdict in ('ACCEPTED', 'ASKED')
                              or c.verdict in ('FOR_PEOPLE', 'CONTRADICTED') and a.state in ('SUCCEEDED', 'FAILED')))""")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Boolean.class)
                .single();
        if (waits) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "a provider's callback about a payout of this customer waits for a decision; resolve the attempt first (see the"
                            + " list of stuck payouts, waits_for CALLBACK)");
        }
    }

    @Override
    public void erase(CustomerOf customer, Msisdn pseudonym) {
        replace(customer, pseudonym, true);
    }

    @Override
    public void replace(CustomerOf customer, Msisdn number) {
        replace(customer, number, false);
    }

    private void replace(CustomerOf customer, Msisdn number, boolean erases) {
        jdbc.sql("select payouts.replace_customer(?, ?, ?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits(), number.digits(), erases)
                .query(Long.class)
                .single();
    }
}
