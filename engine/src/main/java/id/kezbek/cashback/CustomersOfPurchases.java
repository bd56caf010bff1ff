package id.kezbek.cashback;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Texts;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What purchases keep of a customer. They are books: an erased customer's stay, under the pseudonym. */
@Component
@Order(PersonalRecords.PURCHASES)
class CustomersOfPurchases implements PersonalRecords {

    private final JdbcClient jdbc;

    CustomersOfPurchases(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** A purchase is written once and never changed: what is to be locked is the member, which each purchase writes. */
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

    /** Of the references that {@link ComposeReferences} keeps beside those of the purchases, while these still hold them. */
    private void forgetComposedFingerprints(CustomerOf customer) {
        record Composed(UUID purchase, String form) {}
        List<Composed> composed = jdbc.sql(
                        "select id, reference from cashback.purchase where partner = ? and msisdn = ?")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query((row, n) ->
                        new Composed(row.getObject("id", UUID.class), Texts.compared(row.getString("reference"))))
                .list();
        jdbc.sql("select cashback.forget_fingerprints(?, ?, ?)")
                .params(
                        customer.partner().value(),
                        composed.stream().map(Composed::purchase).toArray(UUID[]::new),
                        composed.stream().map(Composed::form).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private void replace(CustomerOf customer, Msisdn number, boolean erases) {
        jdbc.sql("select cashback.replace_customer(?, ?, ?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits(), number.digits(), erases)
                .query(Long.class)
                .single();
    }
}
