package id.kezbek.notifications;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What e-mails keep of a customer. It is deleted with the customer. */
@Component
@Order(PersonalRecords.EMAILS)
class CustomersOfEmails implements PersonalRecords {

    private final JdbcClient jdbc;
    private final CustomerIds ids;

    CustomersOfEmails(JdbcClient jdbc, CustomerIds ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    @Override
    public Map<String, List<Map<String, Object>>> of(CustomerOf customer) {
        Map<String, List<Map<String, Object>>> kept = new LinkedHashMap<>();
        kept.put(
                "addresses",
                jdbc.sql("select email, seen_on from notifications.contact where partner = ? and msisdn = ?")
                        .params(customer.partner().value(), customer.msisdn().digits())
                        .query()
                        .listOfRows());
        kept.put(
                "emails",
                jdbc.sql("""
                        select id, template, recipient, state, created_at, changed_at from notifications.email
                        where customer = ? order by created_at desc, id desc limit ?""").params(ids.of(customer), SHOWN_MAX).query().listOfRows());
        return kept;
    }

    @Override
    public boolean lock(CustomerOf customer) {
        return jdbc.sql("select 1 from notifications.contact where partner = ? and msisdn = ? for update")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public void erase(CustomerOf customer, Msisdn pseudonym) {
        jdbc.sql("select notifications.forget_customer(?, ?, ?)")
                .params(
                        ids.of(customer),
                        customer.partner().value(),
                        customer.msisdn().digits())
                .query(Long.class)
                .single();
    }

    @Override
    public void replace(CustomerOf customer, Msisdn number) {
        CustomerOf becomes = new CustomerOf(customer.partner(), number);
        jdbc.sql("delete from notifications.contact where partner = ? and msisdn = ?")
                .params(number(becomes))
                .update();
        jdbc.sql("update notifications.contact set msisdn = ? where partner = ? and msisdn = ?")
                .params(
                        number.digits(),
                        customer.partner().value(),
                        customer.msisdn().digits())
                .update();
        jdbc.sql("update notifications.email set customer = ? where customer = ?")
                .params(ids.of(becomes), ids.of(customer))
                .update();
    }

    private static List<Object> number(CustomerOf customer) {
        return List.of(customer.partner().value(), customer.msisdn().digits());
    }
}
