package id.kezbek.payouts.callback;

import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class Callbacks {

    /**
     * A callback to store.
     *
     * @param callback null if the body could not be parsed
     * @param attempt null if the callback is not about an attempt
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
     * A stored callback.
     *
     * @param attempt null if the callback is not about an attempt
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

    /** A callback's position in the order of receipt. */
    record Place(Instant receivedAt, UUID id) {
        static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    private static final String OPEN_ABOUT =
            "select from payouts.attempt told join payouts.callback c on c.attempt = told.id where told.payout = %s and "
                    + Attempts.CALLBACK_IS_OPEN;

    private final JdbcClient jdbc;

    public Callbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An SQL condition: an attempt of the payout has an open callback. A bulk decision skips such a payout.
     *
     * @param payout the expression of the payout's id
     */
    public static String openAbout(String payout) {
        return "exists (" + OPEN_ABOUT.formatted(payout) + ")";
    }

    /**
     * An SQL condition for {@link #mayBePaidAfterAll}.
     *
     * @param payout the expression of the payout's id
     */
    public static String paidAfterAll(String payout) {
        return "exists (" + OPEN_ABOUT.formatted(payout) + " and told.state = 'FAILED')";
    }

    /** Whether the payout has a failed attempt with an open callback. The provider may have paid this attempt. */
    public boolean mayBePaidAfterAll(UUID payout) {
        return jdbc.sql("select " + paidAfterAll("?"))
                .param(payout)
                .query(Boolean.class)
                .single();
    }

    /**
     * Open callbacks about an attempt that report the same status.
     *
     * @param state the attempt's recorded state
     * @param since when the engine received the first of these callbacks
     */
    public record Open(
            UUID attempt, AttemptState state, CallbackVerdict verdict, Callback.Status status, Instant since) {

        /** Whether two people must decide. If not, the engine waits for the provider's answer. */
        public boolean isForPeople() {
            return verdict == CallbackVerdict.FOR_PEOPLE || verdict == CallbackVerdict.CONTRADICTED;
        }
    }

    /** The open callbacks about a payout. Callbacks that people must decide come first. */
    public List<Open> openAbout(UUID payout) {
        return jdbc.sql("""
                        select c.attempt, told.state, c.verdict, c.status, min(c.received_at) as since
                        from payouts.attempt told join payouts.callback c on c.attempt = told.id
                        where told.payout = ? and\s""" + Attempts.CALLBACK_IS_OPEN + """
                         group by c.attempt, told.state, c.verdict, c.status
                        order by c.verdict in ('FOR_PEOPLE', 'CONTRADICTED') desc, since, c.attempt""")
                .param(payout)
                .query((row, n) -> new Open(
                        row.getObject("attempt", UUID.class),
                        AttemptState.valueOf(row.getString("state")),
                        CallbackVerdict.valueOf(row.getString("verdict")),
                        Callback.Status.valueOf(row.getString("status")),
                        row.getTimestamp("since").toInstant()))
                .list();
    }

    /** Stores a callback and returns the stored row; for a repeated callback, increments its counter. */
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

    /** The callbacks that are still ACCEPTED, after a position and received before a given time. */
    List<Kept> open(Place behind, Instant before, int limit) {
        return jdbc.sql("""
                        select id, verdict, attempt, status, received_at from payouts.callback
                        where verdict = 'ACCEPTED' and (received_at, id) > (?, ?) and received_at < ?
                        order by received_at, id limit ?""")
                .params(Timestamp.from(behind.receivedAt()), behind.id(), Timestamp.from(before), limit)
                .query((row, n) -> kept(row))
                .list();
    }

    /** Stores the verdict about an accepted callback. */
    void settle(UUID id, CallbackVerdict verdict) {
        jdbc.sql("update payouts.callback set verdict = ? where id = ? and verdict = 'ACCEPTED'")
                .params(verdict.name(), id)
                .update();
    }

    /** A callback that contradicts the provider's answer to an inquiry. */
    public record Contradicted(UUID id, String status) {}

    /**
     * Marks the callbacks about an attempt as confirmed or contradicted by the provider's answer to an inquiry. A later
     * answer may confirm a callback that an earlier answer contradicted.
     *
     * @param paid whether the provider answered that it paid
     * @param askedAt the time of the inquiry; callbacks that came later still wait
     * @return the callbacks that contradict the answer
     */
    public List<Contradicted> answered(UUID attempt, boolean paid, Instant askedAt) {
        return jdbc
                .sql("""
                        update payouts.callback
                        set verdict = case when (status = 'SUCCESS') = :paid then 'APPLIED' else 'CONTRADICTED' end
                        where attempt = :attempt and received_at <= :askedAt
                          and (verdict in ('ASKED', 'FOR_PEOPLE') or verdict = 'CONTRADICTED' and (status = 'SUCCESS') = :paid)
                        returning id, status, verdict""")
                .param("paid", paid)
                .param("attempt", attempt)
                .param("askedAt", Timestamp.from(askedAt))
                .query((row, n) -> CallbackVerdict.valueOf(row.getString("verdict")) == CallbackVerdict.CONTRADICTED
                        ? Optional.of(new Contradicted(row.getObject("id", UUID.class), row.getString("status")))
                        : Optional.<Contradicted>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Marks all callbacks about an attempt as confirmed, if they were received before this inquiry. */
    public void confirmed(UUID attempt, Instant askedAt) {
        jdbc.sql("""
                        update payouts.callback set verdict = 'APPLIED'
                        where attempt = ? and received_at <= ? and verdict in ('ASKED', 'FOR_PEOPLE', 'CONTRADICTED')""").params(attempt, Timestamp.from(askedAt)).update();
    }

    /** A callback that needs a decision of two people. */
    public record ForPeople(UUID id, String provider, UUID attempt, UUID payout) {}

    /**
     * Ends the wait of callbacks about ended attempts, if the provider gave no answer. A callback that agrees with the
     * recorded state is marked as confirmed. The same is true for every callback about a reversed attempt. Other
     * callbacks go to staff.
     *
     * @param attempt only callbacks about this attempt; null for all
     * @param unasked callbacks received before this time stop waiting if no inquiry about the attempt is planned
     * @param unanswered callbacks received before this time stop waiting in every case
     */
    public List<ForPeople> endWait(@Nullable UUID attempt, Instant unasked, Instant unanswered) {
        return jdbc
                .sql("""
                        update payouts.callback c
                        set verdict = case when w.state = 'REVERSED'
                            or (c.status = 'SUCCESS' and w.state = 'SUCCEEDED')
                            or (c.status = 'FAILED' and w.state = 'FAILED') then 'APPLIED' else 'FOR_PEOPLE' end
                        from (
                          select asked.id, a.state, a.payout from payouts.callback asked
                          cross join lateral (
                            select state, payout, next_inquiry_at from payouts.attempt where id = asked.attempt offset 0) a
                          where asked.verdict = 'ASKED' and (:attempt::uuid is null or asked.attempt = :attempt)
                            and a.state in ('SUCCEEDED', 'FAILED', 'REVERSED')
                            and (asked.received_at < :unanswered
                              or a.next_inquiry_at is null and asked.received_at < :unasked)) w
                        where c.id = w.id and c.verdict = 'ASKED'
                        returning c.id, c.provider, c.attempt, w.payout, c.verdict""")
                .param("attempt", attempt)
                .param("unasked", Timestamp.from(unasked))
                .param("unanswered", Timestamp.from(unanswered))
                .query((row, n) -> CallbackVerdict.valueOf(row.getString("verdict")) == CallbackVerdict.FOR_PEOPLE
                        ? Optional.of(new ForPeople(
                                row.getObject("id", UUID.class),
                                row.getString("provider"),
                                row.getObject("attempt", UUID.class),
                                row.getObject("payout", UUID.class)))
                        : Optional.<ForPeople>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether a callback about this attempt waits for a decision of staff. */
    public boolean waitForPeople(UUID attempt) {
        return jdbc.sql("""
                        select exists (select from payouts.callback
                                       where attempt = ? and verdict in ('FOR_PEOPLE', 'CONTRADICTED'))""").param(attempt).query(Boolean.class).single();
    }

    /** Whether a callback about this attempt waits for the provider's answer to an inquiry. */
    public boolean isWaiting(UUID attempt) {
        return jdbc.sql("select exists (select from payouts.callback where attempt = ? and verdict = 'ASKED')")
                .param(attempt)
                .query(Boolean.class)
                .single();
    }

    /**
     * Marks the callbacks about an attempt as settled, because two people have decided about the attempt.
     *
     * @param unanswered callbacks that still wait for the provider are settled too, if they were received before this
     *     time
     */
    public void decided(UUID attempt, Instant unanswered) {
        jdbc.sql("""
                        update payouts.callback set verdict = 'APPLIED'
                        where attempt = ? and (verdict in ('FOR_PEOPLE', 'CONTRADICTED') or verdict = 'ASKED' and received_at <= ?)""").params(attempt, Timestamp.from(unanswered)).update();
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
