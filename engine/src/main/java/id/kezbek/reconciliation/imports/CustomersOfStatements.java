package id.kezbek.reconciliation.imports;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Customers' phone numbers in statement lines. A statement line does not name a partner; only its matched attempt links
 * the line to a customer. Lines of another partner's customer with the same phone number do not change.
 */
@Component
@Order(PersonalRecords.PURCHASES + 5)
class CustomersOfStatements implements PersonalRecords {

    private final JdbcClient jdbc;

    CustomersOfStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds nothing, because the matched attempts contain the same data and the payouts module already shows it. */
    @Override
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer) {
        return Map.of();
    }

    @Override
    public boolean lock(CustomerOf customer) {
        return false;
    }

    @Override
    public void erase(CustomerOf customer, Msisdn pseudonym) {
        jdbc.sql("select reconciliation.replace_customer(?, ?, ?)")
                .params(customer.partner().value(), customer.msisdn().digits(), pseudonym.digits())
                .query(Long.class)
                .single();
    }

    /**
     * Changes nothing, because a line records the phone number to which money was sent, and a correction does not
     * change that fact.
     */
    @Override
    public void replace(CustomerOf customer, Msisdn number) {}
}
