package id.kezbek.notifications.addresses;

import id.kezbek.people.Mentions;
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
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The e-mail addresses from the customers' most recent purchases. */
@Component
public class Contacts implements Mentions {

    /** A customer of a partner. {@code toString} hides the customer. */
    public record Customer(PartnerId partner, String msisdn) {

        @Override
        public String toString() {
            return "Customer[of " + partner.value() + "]";
        }
    }

    /** A known e-mail address of a customer, with the date of its last use. {@code toString} hides it. */
    public record Known(String email, LocalDate seenOn) {

        @Override
        public String toString() {
            return "Known[hidden]";
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

    /** Stores the addresses. A row is not written again on the same day if it would not change. */
    public void keep(Map<Customer, String> emails, LocalDate seenOn) {
        List<Seen> seen = emails.entrySet().stream()
                .map(entry -> new Seen(entry.getKey(), entry.getValue(), seenOn))
                .sorted(Comparator.comparing(Seen::customer, ORDER))
                .toList();
        new Pipeline()
                .select(
                        """
                        insert into notifications.contact as c (partner, msisdn, email, seen_on, sealed_email, email_hash)
                        select partner, msisdn, case when (select people.are_mentions_clear()) then email else '' end,
                          seen_on, sealed, hash
                        from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn, unnest(?::text[]) as email,
                          unnest(?::date[]) as seen_on, unnest(?::bytea[]) as sealed, unnest(?::bytea[]) as hash) as n
                        on conflict (partner, msisdn) do update
                        set email = excluded.email, seen_on = excluded.seen_on, sealed_email = excluded.sealed_email,
                          email_hash = excluded.email_hash
                        where (c.email, c.email_hash, c.seen_on)
                            is distinct from (excluded.email, excluded.email_hash, excluded.seen_on)
                          and c.seen_on <= excluded.seen_on
                        returning 1""",
                        Columns.of(seen)
                                .bigint(one -> one.customer().partner().value())
                                .text(one -> one.customer().msisdn())
                                .text(Seen::email)
                                .date(Seen::on)
                                .bytea(one -> addresses.seal(one.customer(), one.email()))
                                .bytea(one -> addresses.hash(one.email())),
                        row -> {})
                .run(template);
    }

    /** The newest known addresses of these customers, for all notations of the number. */
    public Map<Customer, String> find(Collection<Customer> customers) {
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

    /** The stored address for exactly this notation of the phone number, and the date of the address. */
    public Optional<Known> find(Customer customer) {
        return jdbc.sql(
                        "select email, sealed_email, seen_on from notifications.contact where partner = ? and msisdn = ?")
                .params(customer.partner().value(), customer.msisdn())
                .query((row, n) -> new Known(
                        addresses.open(customer, row.getBytes(2), row.getString(1)), row.getObject(3, LocalDate.class)))
                .optional();
    }

    /** Replaces the address for exactly this notation of the phone number. */
    public void correct(Customer customer, String email) {
        jdbc.sql("""
                        update notifications.contact set sealed_email = ?, email_hash = ?,
                          email = case when people.are_mentions_clear() then ? else '' end
                        where partner = ? and msisdn = ?""")
                .params(
                        addresses.seal(customer, email),
                        addresses.hash(email),
                        email,
                        customer.partner().value(),
                        customer.msisdn())
                .update();
    }

    /**
     * Moves the address to another phone number. The address must be sealed again, because a sealed value is bound to
     * its row.
     */
    public void move(Customer from, Customer to) {
        find(from).ifPresent(known -> {
            jdbc.sql("delete from notifications.contact where partner = ? and msisdn = ?")
                    .params(to.partner().value(), to.msisdn())
                    .update();
            jdbc.sql("update notifications.contact set msisdn = ? where partner = ? and msisdn = ?")
                    .params(to.msisdn(), from.partner().value(), from.msisdn())
                    .update();
            correct(to, known.email());
        });
    }

    /**
     * Seals some of the addresses that are stored in clear text and removes the clear text, in the caller's
     * transaction.
     */
    @Override
    public int sealSome(int most) {
        List<Seen> some = jdbc.sql("""
                        select partner, msisdn, email, seen_on from notifications.contact where email <> ''
                        order by partner, msisdn limit ? for update skip locked""")
                .param(most)
                .query((row, n) -> new Seen(
                        new Customer(new PartnerId(row.getLong(1)), row.getString(2)),
                        row.getString(3),
                        row.getObject(4, LocalDate.class)))
                .list();
        some.forEach(seen -> correct(seen.customer(), seen.email()));
        return some.size();
    }

    /** Deletes addresses that were last used by a purchase before this day. */
    int forgetBefore(LocalDate day, int limit) {
        return jdbc.sql("""
                        delete from notifications.contact where (partner, msisdn) in (
                          select partner, msisdn from notifications.contact where seen_on < ?
                          order by seen_on limit ? for update skip locked)""").params(Date.valueOf(day), limit).update();
    }
}
