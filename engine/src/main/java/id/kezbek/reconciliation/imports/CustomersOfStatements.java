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
 * Customers' phone numbers in statement lines. A statement line does not name a partner. Only the matched attempt links
 * the line to a customer. An erasure does not change lines of another partner's customer with the same phone number.
 */
@Component
@Order(PersonalRecords.PURCHASES + 5)
class CustomersOfStatements implements PersonalRecords {

    private final JdbcClient jdbc;

    CustomersOfStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds nothing, because the payouts module already shows the matched attempts, which contain the same data. */
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
     * Changes nothing, because a line records the phone number to which the provider sent money. A correction does not
     * change this number.
     */
    @Override
    public void replace(CustomerOf customer, Msisdn number) {}
}
