package id.kezbek.loyalty.stays;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A customer's loyalty data. An erasure deletes this data. A later purchase creates a new customer. */
@Component
@Order(PersonalRecords.MEMBERS)
class CustomersOfTheLadder implements PersonalRecords {

    private final JdbcClient jdbc;

    CustomersOfTheLadder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer) {
        Map<String, List<Map<String, Object>>> kept = new LinkedHashMap<>();
        kept.put("standing", rows("""
                select tier, recurring, entry, expires_on, purchases, amount, cashback, rewards from loyalty.member
                where partner = ? and msisdn = ? limit ?""", customer));
        kept.put("journey", rows("""
                select entry, cause, from_tier, to_tier, expires_on, at from loyalty.journey
                where partner = ? and msisdn = ? order by entry desc limit ?""", customer));
        kept.put("reminders", rows("""
                select entry, days_before, expires_on, at from loyalty.reminder
                where partner = ? and msisdn = ? order by at desc limit ?""", customer));
        kept.put("merged", rows("""
                select at, outcome, tier, recurring, expires_on, purchases, amount, cashback, rewards from loyalty.renumbered
                where partner = ? and msisdn = ? order by at desc limit ?""", customer));
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
        return jdbc.sql("select 1 from loyalty.member where partner = ? and msisdn = ? for update")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private boolean isMember(CustomerOf customer, String digits) {
        return lock(new CustomerOf(customer.partner(), new Msisdn(digits)));
    }

    @Override
    public void erase(CustomerOf customer, Msisdn pseudonym) {
        forget(customer);
    }

    private void forget(CustomerOf customer) {
        jdbc.sql("select loyalty.forget_customer(?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Long.class)
                .single();
        jdbc.sql("delete from loyalty.renumbered where partner = ? and msisdn = ?")
                .params(customer.partner().value(), customer.msisdn().digits())
                .update();
    }

    /**
     * Counts the forgotten purchases. Deletes the customer when all purchases of the customer are forgotten. A purchase
     * may contain the phone number in an older notation. If that notation has no row any more, its row was merged into the row
     * of the canonical number, so the purchase belongs to the canonical number.
     */
    @Override
    public void purchasesForgotten(CustomerOf customer, int purchases) {
        String kept = customer.msisdn().digits();
        jdbc
                .sql("""
                        update loyalty.member set forgotten = forgotten + :purchases
                        where partner = :partner and msisdn = case
                          when exists (select from loyalty.member where partner = :partner and msisdn = :kept) then :kept
                          else :canonical end
                        returning msisdn, forgotten >= purchases""")
                .param("purchases", purchases)
                .param("partner", customer.partner().value())
                .param("kept", kept)
                .param("canonical", Msisdn.ofKept(kept).digits())
                .query((row, n) -> row.getBoolean(2) ? Optional.of(row.getString(1)) : Optional.<String>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .map(digits -> new CustomerOf(customer.partner(), new Msisdn(digits)))
                .forEach(this::forget);
    }

    @Override
    public void requireFree(CustomerOf customer, Msisdn number) {
        if (lock(customer) && number.spellings().stream().anyMatch(spelling -> isMember(customer, spelling))) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the partner already has a customer with the new number, and the two customers cannot be merged;"
                            + " have the partner report purchases under the new number from now on, and erase"
                            + " the customer with the old number (POST /api/v2/customers/{msisdn}/erasure) once"
                            + " nothing is owed to this customer");
        }
    }

    @Override
    public void replace(CustomerOf customer, Msisdn number) {
        requireFree(customer, number);
        jdbc.sql("select loyalty.replace_customer(?, ?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits(), number.digits())
                .query(Long.class)
                .single();
    }
}
