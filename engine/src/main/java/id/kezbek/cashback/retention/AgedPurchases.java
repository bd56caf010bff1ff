package id.kezbek.cashback.retention;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.AgedBooks;
import id.kezbek.shared.privacy.CustomerOf;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Old purchases whose customers' numbers are removed. */
@Component
@Order(1)
class AgedPurchases implements AgedBooks {

    private final JdbcClient jdbc;
    private final ComposedFingerprints composed;

    AgedPurchases(JdbcClient jdbc, ComposedFingerprints composed) {
        this.jdbc = jdbc;
        this.composed = composed;
    }

    @Override
    public String entry() {
        return "purchase";
    }

    @Override
    public boolean isPurchases() {
        return true;
    }

    /** Ids begin with the time, so the walk ends at the first purchase that is not old. */
    @Override
    public Chunk next(Instant before, int most) {
        UUID place = jdbc.sql("select purchase from cashback.customers_forgotten for update")
                .query(UUID.class)
                .single();
        List<Entry> entries = jdbc
                .sql("""
                        select id, partner, msisdn, accepted_at < ? from cashback.purchase where id > ? order by id limit ?""")
                .params(Timestamp.from(before), place, most)
                .query((row, n) -> row.getBoolean(4)
                        ? Optional.of(new Entry(
                                row.getObject(1, UUID.class),
                                new CustomerOf(new PartnerId(row.getLong(2)), new Msisdn(row.getString(3)))))
                        : Optional.<Entry>empty())
                .list()
                .stream()
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
        return new Chunk(entries, Optional.empty());
    }

    @Override
    public void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms) {
        entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.customer().partner(), Collectors.mapping(Entry::id, Collectors.toList())))
                .forEach(composed::forgetFingerprints);
        jdbc.sql("select cashback.forget_old_customers(?, ?, ?)")
                .params(
                        Timestamp.from(before),
                        entries.stream().map(Entry::id).toArray(UUID[]::new),
                        pseudonyms.stream().map(Msisdn::digits).toArray(String[]::new))
                .query(Integer.class)
                .single();
        jdbc.sql("update cashback.customers_forgotten set purchase = ?")
                .param(entries.getLast().id())
                .update();
    }
}
