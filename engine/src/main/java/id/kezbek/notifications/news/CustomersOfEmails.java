package id.kezbek.notifications.news;

import id.kezbek.facts.FactReaders;
import id.kezbek.notifications.addresses.Contacts;
import id.kezbek.notifications.addresses.CorrectedAddresses;
import id.kezbek.notifications.addresses.ForgottenCustomers;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.notifications.queue.Emails;
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

/** A customer's data in e-mails. The data is deleted when the customer is erased. */
@Component
@Order(PersonalRecords.EMAILS)
class CustomersOfEmails implements PersonalRecords {

    private final JdbcClient jdbc;
    private final Contacts contacts;
    private final Emails emails;
    private final CorrectedAddresses corrected;
    private final SealedAddresses addresses;
    private final CustomerIds ids;
    private final ForgottenCustomers forgotten;
    private final FactReaders readers;

    CustomersOfEmails(
            JdbcClient jdbc,
            Contacts contacts,
            Emails emails,
            CorrectedAddresses corrected,
            SealedAddresses addresses,
            CustomerIds ids,
            ForgottenCustomers forgotten,
            FactReaders readers) {
        this.jdbc = jdbc;
        this.contacts = contacts;
        this.emails = emails;
        this.corrected = corrected;
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
                contacts.find(contact(customer)).stream()
                        .map(known -> Map.<String, Object>of(
                                "email",
                                known.email(),
                                "seen_on",
                                known.seenOn().toString()))
                        .toList());
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

    /** Locks the event consumer first, because the consumer checks erasures before it stores addresses. */
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
        Optional<String> address = contacts.find(contact(customer)).map(Contacts.Known::email);
        jdbc.sql("select notifications.forget_customer(?, ?, ?, ?, ?)")
                .params(
                        ids.anyOf(customer),
                        customer.partner().value(),
                        customer.msisdn().digits(),
                        address.orElse(""),
                        address.map(addresses::hashes).orElseGet(() -> new byte[0][]))
                .query(Long.class)
                .single();
    }

    @Override
    public void replace(CustomerOf customer, Msisdn number) {
        CustomerOf becomes = new CustomerOf(customer.partner(), number);
        contacts.move(contact(customer), contact(becomes));
        jdbc.sql("update notifications.email set customer = ? where customer = any(?)")
                .params(ids.of(becomes), ids.anyOf(customer))
                .update();
    }

    @Override
    public boolean hasAddress(CustomerOf customer) {
        return contacts.find(contact(customer)).isPresent();
    }

    /** E-mails that were already sent keep their address. */
    @Override
    public void correctAddress(CustomerOf customer, String email) {
        corrected.add(ids.of(customer));
        contacts.correct(contact(customer), email);
        emails.readdress(ids.anyOf(customer), email);
    }

    private static Contacts.Customer contact(CustomerOf customer) {
        return new Contacts.Customer(customer.partner(), customer.msisdn().digits());
    }
}
