package id.kezbek.notifications;

import id.kezbek.facts.FactReaders;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A customer's data in e-mails. It is deleted with the customer. */
@Component
@Order(PersonalRecords.EMAILS)
class CustomersOfEmails implements PersonalRecords {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final CustomerIds ids;
    private final ForgottenCustomers forgotten;
    private final FactReaders readers;

    CustomersOfEmails(
            JdbcClient jdbc,
            SealedAddresses addresses,
            CustomerIds ids,
            ForgottenCustomers forgotten,
            FactReaders readers) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.ids = ids;
        this.forgotten = forgotten;
        this.readers = readers;
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
                        select id, template, recipient, sealed_recipient, state, created_at, changed_at from notifications.email
                        where customer = any(?) order by created_at desc, id desc limit ?""").params(ids.anyOf(customer), SHOWN_MAX).query().listOfRows().stream()
                        .map(this::opened)
                        .toList());
        return kept;
    }

    private Map<String, Object> opened(Map<String, Object> row) {
        Map<String, Object> opened = new LinkedHashMap<>(row);
        byte[] sealed = (byte[]) opened.remove("sealed_recipient");
        UUID id = (UUID) Objects.requireNonNull(row.get("id"));
        opened.put("recipient", addresses.open(id, sealed, String.valueOf(row.get("recipient"))));
        return opened;
    }

    /** The event consumer first: it checks erasures and then stores an address. */
    @Override
    public boolean lock(CustomerOf customer) {
        readers.hold(QueueEmails.CONSUMER);
        return jdbc.sql("select 1 from notifications.contact where partner = ? and msisdn = ? for update")
                .params(customer.partner().value(), customer.msisdn().digits())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public void erase(CustomerOf customer, Msisdn pseudonym) {
        forgotten.add(ids.of(customer));
        jdbc.sql("select notifications.forget_customer(?, ?, ?)")
                .params(
                        ids.anyOf(customer),
                        customer.partner().value(),
                        customer.msisdn().digits())
                .query(Long.class)
                .single();
    }

    @Override
    public void replace(CustomerOf customer, Msisdn number) {
        CustomerOf becomes = new CustomerOf(customer.partner(), number);
        address(customer).ifPresent(email -> {
            jdbc.sql("delete from notifications.contact where partner = ? and msisdn = ?")
                    .params(number(becomes))
                    .update();
            moved(customer, becomes, email);
        });
        jdbc.sql("update notifications.email set customer = ? where customer = any(?)")
                .params(ids.of(becomes), ids.anyOf(customer))
                .update();
    }

    private Optional<String> address(CustomerOf customer) {
        return jdbc.sql("select email, sealed_email from notifications.contact where partner = ? and msisdn = ?")
                .params(number(customer))
                .query((row, n) -> addresses.open(contact(customer), row.getBytes(2), row.getString(1)))
                .optional();
    }

    /** Sealed again, because a sealed value belongs to its row. */
    private void moved(CustomerOf from, CustomerOf to, String email) {
        jdbc.sql("update notifications.contact set msisdn = ?, sealed_email = ? where partner = ? and msisdn = ?")
                .params(
                        to.msisdn().digits(),
                        addresses.seal(contact(to), email),
                        from.partner().value(),
                        from.msisdn().digits())
                .update();
    }

    private static Contacts.Customer contact(CustomerOf customer) {
        return new Contacts.Customer(customer.partner(), customer.msisdn().digits());
    }

    private static List<Object> number(CustomerOf customer) {
        return List.of(customer.partner().value(), customer.msisdn().digits());
    }
}
