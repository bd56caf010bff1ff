package id.kezbek.cashback.retention;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds and replaces a customer's data in purchases. Purchases are financial records, so an erasure keeps them under a
 * pseudonym.
 */
@Component
@Order(PersonalRecords.PURCHASES)
class CustomersOfPurchases implements PersonalRecords {

    private final JdbcClient jdbc;
    private final ComposedFingerprints composed;

    CustomersOfPurchases(JdbcClient jdbc, ComposedFingerprints composed) {
        this.jdbc = jdbc;
        this.composed = composed;
    }

    @Override
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer) {
        Map<String, List<Map<String, Object>>> kept = new LinkedHashMap<>();
        kept.put("transactions", rows("""
                select id, reference, email, wallet, quantity, amount, cashback, reward, tier, accepted_at
                from cashback.purchase where partner = ? and msisdn = ? order by id desc limit ?""", customer));
        kept.put("capped_cashback", rows("""
                select rule, period, since, spent from cashback.rule_customer
                where partner = ? and msisdn = ? order by since desc limit ?""", customer));
        return kept;
    }

    private List<Map<String, Object>> rows(String sql, CustomerOf customer) {
        return jdbc.sql(sql)
                .params(customer.partner().value(), customer.msisdn().digits(), SHOWN_MAX)
                .query()
                .listOfRows();
    }

    /**
     * Returns whether the customer has purchases. Locks no rows, because stored purchases do not change. The lock on
     * the customer's row also stops new purchases, because each purchase writes this row.
     */
    @Override
    public boolean lock(CustomerOf customer) {
        return jdbc.sql("select exists (select from cashback.purchase where partner = ? and msisdn = ?)")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void erase(CustomerOf customer, Msisdn pseudonym) {
        forgetComposedFingerprints(customer);
        replace(customer, pseudonym, true);
    }

    @Override
    public void replace(CustomerOf customer, Msisdn number) {
        replace(customer, number, false);
    }

    @Override
    public void correctAddress(CustomerOf customer, String email) {
        jdbc.sql("select cashback.correct_address(?, ?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits(), email)
                .query(Long.class)
                .single();
    }

    private void forgetComposedFingerprints(CustomerOf customer) {
        composed.forgetFingerprints(
                customer.partner(),
                jdbc.sql("select id from cashback.purchase where partner = ? and msisdn = ?")
                        .params(customer.partner().value(), customer.msisdn().digits())
                        .query(UUID.class)
                        .list());
    }

    private void replace(CustomerOf customer, Msisdn number, boolean erases) {
        jdbc.sql("select cashback.replace_customer(?, ?, ?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits(), number.digits(), erases)
                .query(Long.class)
                .single();
    }
}
