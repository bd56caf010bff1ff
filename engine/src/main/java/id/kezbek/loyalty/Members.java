package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The customers' standings and tier histories. */
@Component
public class Members {

    /**
     * A customer's row as it was read.
     *
     * @param version the number of writes to the row so far
     */
    public record Found(Standing standing, int version) {}

    /**
     * A customer's standing after a batch of purchases.
     *
     * @param version the version that was read, plus one; 1 for a new row
     * @param more the amounts that the batch adds to the totals
     */
    public record Change(MemberKey key, Standing after, int version, Totals more) {}

    /**
     * A tier change to store.
     *
     * @param purchase the purchase that caused the tier change; null if the end of a period caused it
     */
    public record Moved(MemberKey key, Move move, @Nullable UUID purchase, Instant at) {}

    private final JdbcClient jdbc;

    Members(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The stored standing; due ends of tier periods are not applied yet. */
    public Optional<Standing> find(MemberKey key) {
        return jdbc.sql(
                        "select tier, recurring, entry, expires_on from loyalty.member where partner = ? and msisdn = ?")
                .params(key.partner().value(), key.msisdn().digits())
                .query((row, n) -> standing(row))
                .optional();
    }

    /** The totals of a customer's purchases; empty if the customer does not exist. */
    public Optional<Totals> totals(MemberKey key) {
        return jdbc.sql("""
                        select purchases, amount, cashback, rewards from loyalty.member
                        where partner = ? and msisdn = ?""")
                .params(key.partner().value(), key.msisdn().digits())
                .query((row, n) -> new Totals(
                        row.getInt(1),
                        Money.rupiah(row.getBigDecimal(2)),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4))))
                .optional();
    }

    /** The totals of the customers that these partners have under this phone number, in the order of the partners. */
    public Map<PartnerId, Totals> totals(Msisdn msisdn, Collection<PartnerId> partners) {
        Map<PartnerId, Totals> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select p.id, m.purchases, m.amount, m.cashback, m.rewards
                        from unnest(?::bigint[]) with ordinality as p (id, place)
                        cross join lateral (
                          select purchases, amount, cashback, rewards from loyalty.member
                          where partner = p.id and msisdn = ?) as m
                        order by p.place""")
                .params(partners.stream().map(PartnerId::value).toArray(Long[]::new), msisdn.digits())
                .query(row -> {
                    Totals totals = new Totals(
                            row.getInt(2),
                            Money.rupiah(row.getBigDecimal(3)),
                            Money.rupiah(row.getBigDecimal(4)),
                            Money.rupiah(row.getBigDecimal(5)));
                    found.put(new PartnerId(row.getLong(1)), totals);
                });
        return found;
    }

    /**
     * Adds a query for the standings of these customers to the pipeline. The lateral query always uses the index for
     * each key, even with outdated planner statistics.
     *
     * @param locking whether the query also locks the rows, in key order; without locks, the write detects a conflict
     */
    public Map<MemberKey, Found> readIn(Pipeline pipeline, Collection<MemberKey> keys, boolean locking) {
        List<MemberKey> ordered = keys.stream().distinct().sorted().toList();
        Map<MemberKey, Found> members = new HashMap<>();
        pipeline.select(
                """
                select m.tier, m.recurring, m.entry, m.expires_on, m.partner, m.msisdn, m.version, m.reduced
                from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn) as asked
                cross join lateral (
                  select * from loyalty.member
                  where partner = asked.partner and msisdn = asked.msisdn %s) m""".formatted(locking ? "for update" : "offset 0"),
                Columns.of(ordered)
                        .bigint(key -> key.partner().value())
                        .text(key -> key.msisdn().digits()),
                row -> members.put(
                        new MemberKey(new PartnerId(row.getLong(5)), new Msisdn(row.getString(6))),
                        new Found(withRefunds(row), row.getInt(7))));
        return members;
    }

    /**
     * Adds the new standings of customers and their tier changes to the pipeline. If another transaction changed or
     * removed a row after it was read, the statement does not write that row, and the pipeline fails. The statement
     * locks existing rows first. Without these locks, the insert would wait for a concurrent removal and then create
     * the customer again with the old standing. Rows are locked and written in key order.
     */
    public void write(Pipeline pipeline, List<Change> changes, List<Moved> moves) {
        List<Change> ordered = changes.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
        pipeline.writeIfUnchanged(
                """
                insert into loyalty.member as m (partner, msisdn, tier, recurring, entry, expires_on, version, purchases,
                  amount, cashback, rewards, reduced)
                select * from (
                  select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn, unnest(?::text[]) as tier,
                    unnest(?::int[]) as recurring, unnest(?::int[]) as entry, unnest(?::date[]) as expires_on,
                    unnest(?::int[]) as version, unnest(?::int[]) as purchases, unnest(?::numeric[]) as amount,
                    unnest(?::numeric[]) as cashback, unnest(?::numeric[]) as rewards,
                    unnest(?::text[])::bigint[] as reduced) as c
                where c.version = 1 or (select true from loyalty.member k
                  where k.partner = c.partner and k.msisdn = c.msisdn for update)
                on conflict (partner, msisdn) do update set tier = excluded.tier, recurring = excluded.recurring,
                  entry = excluded.entry, expires_on = excluded.expires_on, version = excluded.version,
                  purchases = m.purchases + excluded.purchases, amount = m.amount + excluded.amount,
                  cashback = m.cashback + excluded.cashback, rewards = m.rewards + excluded.rewards,
                  reduced = excluded.reduced
                where m.version = excluded.version - 1""",
                Columns.of(ordered)
                        .bigint(change -> change.key().partner().value())
                        .text(change -> change.key().msisdn().digits())
                        .text(change -> change.after().tier())
                        .integer(change -> change.after().recurring())
                        .integer(change -> change.after().entry())
                        .date(change -> change.after().expiresOn())
                        .integer(Change::version)
                        .integer(change -> change.more().purchases())
                        .money(change -> change.more().amount())
                        .money(change -> change.more().cashback())
                        .money(change -> change.more().rewards())
                        .text(change -> reduced(change.after())));
        keep(pipeline, moves);
    }

    private static @Nullable String reduced(Standing standing) {
        ReducedCount reduced = standing.reducedNow();
        return reduced == null ? null : reduced.text();
    }

    /** Adds tier changes to the customers' tier histories. */
    public static void keep(Pipeline pipeline, List<Moved> moves) {
        pipeline.write(
                """
                insert into loyalty.journey (partner, msisdn, entry, cause, from_tier, to_tier, expires_on, purchase, at)
                select unnest(?::bigint[]), unnest(?::text[]), unnest(?::int[]), unnest(?::text[]),
                  unnest(?::text[]), unnest(?::text[]), unnest(?::date[]), unnest(?::uuid[]),
                  unnest(?::timestamptz[])""",
                Columns.of(moves)
                        .bigint(moved -> moved.key().partner().value())
                        .text(moved -> moved.key().msisdn().digits())
                        .integer(moved -> moved.move().entry())
                        .text(moved -> moved.move().cause().name())
                        .text(moved -> moved.move().from())
                        .text(moved -> moved.move().to())
                        .date(moved -> moved.move().expiresOn())
                        .uuid(Moved::purchase)
                        .timestamp(Moved::at));
    }

    /** Like {@link #standing}, together with the effects of refunds. */
    public static Standing withRefunds(ResultSet row) throws SQLException {
        Standing standing = standing(row);
        return new Standing(
                standing.tier(),
                standing.recurring(),
                standing.entry(),
                standing.expiresOn(),
                ReducedCount.of(row.getArray("reduced")));
    }

    public static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getString("tier"),
                row.getInt("recurring"),
                row.getInt("entry"),
                row.getObject("expires_on", LocalDate.class));
    }
}
