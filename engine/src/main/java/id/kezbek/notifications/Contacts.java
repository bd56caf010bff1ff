package id.kezbek.notifications;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The addresses of customers' last purchases. */
@Component
class Contacts {

    /** A customer of a partner. Its text form hides the customer. */
    record Customer(PartnerId partner, String msisdn) {

        @Override
        public String toString() {
            return "Customer[of " + partner.value() + "]";
        }
    }

    private record Seen(Customer customer, String email, LocalDate on) {}

    private static final Comparator<Customer> ORDER =
            Comparator.comparing(Customer::partner).thenComparing(Customer::msisdn);

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final JdbcTemplate template;

    Contacts(JdbcClient jdbc, SealedAddresses addresses, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.template = template;
    }

    /** Stores the addresses; an unchanged row of the same day is not written. */
    void keep(Map<Customer, String> emails, LocalDate seenOn) {
        List<Seen> seen = emails.entrySet().stream()
                .map(entry -> new Seen(entry.getKey(), entry.getValue(), seenOn))
                .sorted(Comparator.comparing(Seen::customer, ORDER))
                .toList();
        new Pipeline()
                .select(
                        """
                        insert into notifications.contact as c (partner, msisdn, email, seen_on, sealed_email)
                        select unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]), unnest(?::date[]), unnest(?::bytea[])
                        on conflict (partner, msisdn) do update
                        set email = excluded.email, seen_on = excluded.seen_on, sealed_email = excluded.sealed_email
                        where (c.email, c.seen_on) is distinct from (excluded.email, excluded.seen_on)
                          and c.seen_on <= excluded.seen_on
                        returning 1""",
                        Columns.of(seen)
                                .bigint(one -> one.customer().partner().value())
                                .text(one -> one.customer().msisdn())
                                .text(Seen::email)
                                .date(Seen::on)
                                .bytea(one -> addresses.seal(one.customer(), one.email())),
                        row -> {})
                .run(template);
    }

    /** The newest known addresses of these customers, under all notations of the number. */
    Map<Customer, String> find(Collection<Customer> customers) {
        Map<Customer, Seen> known = new HashMap<>();
        List<Customer> asked = customers.stream()
                .flatMap(customer -> new Msisdn(customer.msisdn())
                        .spellings().stream().map(spelling -> new Customer(customer.partner(), spelling)))
                .distinct()
                .sorted(ORDER)
                .toList();
        new Pipeline()
                .select(
                        """
                        select c.partner, c.msisdn, c.email, c.seen_on, c.sealed_email
                        from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn) as asked
                        cross join lateral (
                          select * from notifications.contact
                          where partner = asked.partner and msisdn = asked.msisdn offset 0) c""",
                        Columns.of(asked)
                                .bigint(customer -> customer.partner().value())
                                .text(Customer::msisdn),
                        row -> {
                            Customer kept = new Customer(new PartnerId(row.getLong(1)), row.getString(2));
                            Customer customer = new Customer(
                                    kept.partner(), Msisdn.ofKept(kept.msisdn()).digits());
                            String email = addresses.open(kept, row.getBytes(5), row.getString(3));
                            Seen seen = new Seen(customer, email, row.getObject(4, LocalDate.class));
                            known.merge(customer, seen, (one, other) -> one.on().isAfter(other.on()) ? one : other);
                        })
                .run(template);
        return known.values().stream().collect(Collectors.toMap(Seen::customer, Seen::email));
    }

    /** Deletes addresses without a purchase since this day. */
    int forgetBefore(LocalDate day, int limit) {
        return jdbc.sql("""
                        delete from notifications.contact where (partner, msisdn) in (
                          select partner, msisdn from notifications.contact where seen_on < ?
                          order by seen_on limit ? for update skip locked)""").params(Date.valueOf(day), limit).update();
    }
}
