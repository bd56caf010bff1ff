package id.kezbek.loyalty;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The customers' standings and journeys. */
@Component
public class Members {

    /**
     * A member's standing after a list of purchases.
     *
     * @param isNew whether the member had no row when it was locked
     */
    public record Change(MemberKey key, boolean isNew, Standing after) {}

    /** A move to keep, with the purchase that brought it about. */
    public record Moved(MemberKey key, Move move, UUID purchase, Instant at) {}

    private final JdbcClient jdbc;

    Members(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a customer stood when last written; expiries since are not applied. */
    public Optional<Standing> find(MemberKey key) {
        return jdbc.sql(
                        "select tier, recurring, entry, expires_on from loyalty.member where partner = ? and msisdn = ?")
                .params(key.partner().value(), key.msisdn().digits())
                .query((row, n) -> standing(row))
                .optional();
    }

    /**
     * Adds the locking of these members, in the order of their keys, so that two lists cannot wait for each other. The
     * lateral query looks each key up by the index in that order, whatever the planner believes of the table's size.
     */
    public Map<MemberKey, Standing> lockIn(Pipeline pipeline, Collection<MemberKey> keys) {
        List<MemberKey> ordered = keys.stream().distinct().sorted().toList();
        Map<MemberKey, Standing> standings = new HashMap<>();
        pipeline.select(
                """
                select m.tier, m.recurring, m.entry, m.expires_on, m.partner, m.msisdn
                from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn) as asked
                cross join lateral (
                  select * from loyalty.member
                  where partner = asked.partner and msisdn = asked.msisdn for update) m""",
                keyColumns(ordered),
                row -> standings.put(
                        new MemberKey(new PartnerId(row.getLong(5)), new Msisdn(row.getString(6))), standing(row)));
        return standings;
    }

    /** Adds the new standings of locked members and the moves that led there. */
    public void write(Pipeline pipeline, List<Change> changes, List<Moved> moves) {
        List<Change> ordered = changes.stream()
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
        // A member that appeared since the lock is somebody else's: nothing is inserted, and the pipeline notices.
        pipeline.write(
                """
                insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
                select unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]), unnest(?::int[]),
                  unnest(?::int[]), unnest(?::date[])
                on conflict do nothing""", standingColumns(ordered.stream().filter(Change::isNew).toList()));
        pipeline.write(
                """
                insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
                select unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]), unnest(?::int[]),
                  unnest(?::int[]), unnest(?::date[])
                on conflict (partner, msisdn) do update set tier = excluded.tier, recurring = excluded.recurring,
                  entry = excluded.entry, expires_on = excluded.expires_on""",
                standingColumns(
                        ordered.stream().filter(change -> !change.isNew()).toList()));
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

    private static Columns<MemberKey> keyColumns(List<MemberKey> keys) {
        return Columns.of(keys)
                .bigint(key -> key.partner().value())
                .text(key -> key.msisdn().digits());
    }

    private static Columns<Change> standingColumns(List<Change> changes) {
        return Columns.of(changes)
                .bigint(change -> change.key().partner().value())
                .text(change -> change.key().msisdn().digits())
                .text(change -> change.after().tier())
                .integer(change -> change.after().recurring())
                .integer(change -> change.after().entry())
                .date(change -> change.after().expiresOn());
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getString("tier"),
                row.getInt("recurring"),
                row.getInt("entry"),
                row.getObject("expires_on", LocalDate.class));
    }
}
