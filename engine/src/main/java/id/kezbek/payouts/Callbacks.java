package id.kezbek.payouts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of callbacks. */
@Component
class Callbacks {

    /**
     * A callback on its way into the table.
     *
     * @param callback null where it could not be read
     * @param attempt null where it speaks of none
     */
    record Received(
            UUID id,
            String provider,
            byte[] digest,
            @Nullable Callback callback,
            @Nullable UUID attempt,
            CallbackVerdict verdict,
            Instant at) {}

    /**
     * A callback as it is kept.
     *
     * @param attempt null where it speaks of none
     */
    record Kept(
            UUID id,
            CallbackVerdict verdict,
            @Nullable UUID attempt,
            Callback.@Nullable Status status,
            Instant receivedAt) {

        Place place() {
            return new Place(receivedAt, id);
        }
    }

    /** Where a callback stands among all, by the time at which it came. */
    record Place(Instant receivedAt, UUID id) {
        static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    private final JdbcClient jdbc;

    Callbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a callback, or counts one that is kept already; as it is kept afterwards. */
    Kept keep(Received received) {
        Callback callback = received.callback();
        return jdbc.sql("""
                        insert into payouts.callback as c (id, provider, digest, external_id, status, amount, told_at, attempt,
                          verdict, received_at, last_received_at)
                        values (:id, :provider, :digest, :externalId, :status, :amount, :toldAt, :attempt, :verdict, :at, :at)
                        on conflict (provider, digest) do update
                          set times = c.times + 1, last_received_at = excluded.last_received_at
                        returning id, verdict, attempt, status, received_at""")
                .param("id", received.id())
                .param("provider", received.provider())
                .param("digest", received.digest())
                .param("externalId", callback == null ? null : callback.externalId())
                .param("status", callback == null ? null : callback.status().name())
                .param("amount", callback == null ? null : callback.amount().decimal())
                .param("toldAt", callback == null ? null : Timestamp.from(callback.at()))
                .param("attempt", received.attempt())
                .param("verdict", received.verdict().name())
                .param("at", Timestamp.from(received.at()))
                .query((row, n) -> kept(row))
                .single();
    }

    /** Callbacks behind a place that were accepted before an instant and whose consequences nobody has written. */
    List<Kept> open(Place behind, Instant before, int limit) {
        return jdbc.sql("""
                        select id, verdict, attempt, status, received_at from payouts.callback
                        where verdict = 'ACCEPTED' and (received_at, id) > (?, ?) and received_at < ?
                        order by received_at, id limit ?""")
                .params(Timestamp.from(behind.receivedAt()), behind.id(), Timestamp.from(before), limit)
                .query((row, n) -> kept(row))
                .list();
    }

    /** Keeps what became of an accepted callback. */
    void settle(UUID id, CallbackVerdict verdict) {
        jdbc.sql("update payouts.callback set verdict = ? where id = ? and verdict = 'ACCEPTED'")
                .params(verdict.name(), id)
                .update();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String status = row.getString("status");
        return new Kept(
                row.getObject("id", UUID.class),
                CallbackVerdict.valueOf(row.getString("verdict")),
                row.getObject("attempt", UUID.class),
                status == null ? null : Callback.Status.valueOf(status),
                row.getTimestamp("received_at").toInstant());
    }
}
