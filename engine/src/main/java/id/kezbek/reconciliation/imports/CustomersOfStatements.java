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
 * A customer's number in the lines of statements. A line names no partner: it is a customer's through the attempt that it is
 * matched with, so lines of the same number that belong to another partner's customer keep it.
 */
@Component
@Order(PersonalRecords.PURCHASES + 5)
class CustomersOfStatements implements PersonalRecords {

    private final JdbcClient jdbc;

    CustomersOfStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The attempts that lines are matched with say the same, and payouts show them. */
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

    /** A line says to which number money was sent; a correction of the customer's number leaves it. */
    @Override
    public void replace(CustomerOf customer, Msisdn number) {}
}
