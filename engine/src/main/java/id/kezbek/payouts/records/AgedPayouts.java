package id.kezbek.payouts.records;

import id.kezbek.payouts.outcome.Entry;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.AgedBooks;
import id.kezbek.shared.privacy.CustomerOf;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ended, old payouts whose customers' numbers are removed. */
@Component
@Order(2)
class AgedPayouts implements AgedBooks {

    private record Row(Entry entry, boolean isOld, boolean isAtRest) {}

    private final JdbcClient jdbc;

    AgedPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String entry() {
        return "payout";
    }

    @Override
    public boolean isPurchases() {
        return false;
    }

    /** Questions to a provider about open payouts need the number; the walk waits there. */
    @Override
    public Chunk next(Instant before, int most) {
        UUID place = jdbc.sql("select payout from payouts.customers_forgotten for update")
                .query(UUID.class)
                .single();
        List<Row> rows = jdbc.sql("""
                        select p.id, p.partner, p.msisdn, p.created_at < ?,
                          p.state in ('PAID', 'CANCELLED') and not exists (select from payouts.attempt a where a.payout = p.id
                            and (a.state in ('SENDING', 'UNKNOWN') or a.next_inquiry_at is not null))
                        from (select * from payouts.payout where id > ? order by id limit ?) p order by p.id""")
                .params(Timestamp.from(before), place, most)
                .query((row, n) -> new Row(
                        new Entry(
                                row.getObject(1, UUID.class),
                                new CustomerOf(new PartnerId(row.getLong(2)), new Msisdn(row.getString(3)))),
                        row.getBoolean(4),
                        row.getBoolean(5)))
                .list();
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            if (!row.isOld()) {
                break;
            }
            if (!row.isAtRest()) {
                return new Chunk(entries, Optional.of(row.entry().id()));
            }
            entries.add(row.entry());
        }
        return new Chunk(entries, Optional.empty());
    }

    @Override
    public void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms) {
        jdbc.sql("select payouts.forget_old_customers(?, ?, ?)")
                .params(
                        Timestamp.from(before),
                        entries.stream().map(Entry::id).toArray(UUID[]::new),
                        pseudonyms.stream().map(Msisdn::digits).toArray(String[]::new))
                .query(Integer.class)
                .single();
        jdbc.sql("update payouts.customers_forgotten set payout = ?")
                .param(entries.getLast().id())
                .update();
    }
}
