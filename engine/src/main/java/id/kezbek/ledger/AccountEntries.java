package id.kezbek.ledger;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines of one account, ordered by time. A page starts after a certain line, so new lines do not shift pages. */
@Component
public class AccountEntries {

    /** The position of a line in its account. */
    public record Place(Instant at, UUID movement, int position) {

        /** The position as texts for a cursor; {@link #of} reads them. */
        public List<String> texts() {
            return List.of(at.toString(), Ids.text(movement), Integer.toString(position));
        }

        public static Place of(List<String> texts) {
            return new Place(Instant.parse(texts.get(0)), Ids.parse(texts.get(1)), Integer.parseInt(texts.get(2)));
        }
    }

    /**
     * A line.
     *
     * @param amount positive for a debit
     * @param balance the account's balance after this line, positive for a debit balance
     * @param subject the id of the purchase, attempt or top-up that the line belongs to
     */
    public record Entry(Place place, MovementKind kind, UUID subject, Money amount, Money balance) {}

    /**
     * A part of an account's lines.
     *
     * @param from the earliest time, included
     * @param to the latest time, excluded
     * @param after the last line of the previous page; null for the first page
     */
    public record Page(
            long account,
            Instant from,
            Instant to,
            @Nullable Place after,
            int limit) {}

    private final JdbcClient jdbc;

    AccountEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page, oldest first. Each balance is the sum from the account's first line, so it always equals the ledger's
     * balance.
     */
    public List<Entry> oldestFirst(Page page) {
        Place after = page.after();
        return jdbc.sql("""
                        with page as (
                          select movement, position, kind, subject, amount, at from ledger.line
                          where account = :account and at >= :start and at < :to
                            and (:movement::uuid is null or (at, movement, position) > (:start, :movement::uuid, :position::smallint))
                          order by at, movement, position limit :limit),
                        base as (
                          select coalesce(sum(amount), 0) + (
                            select coalesce(sum(amount), 0) from ledger.line
                            where account = :account and at = :start and :movement::uuid is not null
                              and (movement, position) <= (:movement::uuid, :position::smallint)) as amount
                          from ledger.line where account = :account and at < :start)
                        select movement, position, kind, subject, amount, at,
                          (select amount from base) + sum(amount) over (order by at, movement, position) as balance
                        from page order by at, movement, position""")
                .param("account", page.account())
                .param("start", Timestamp.from(after == null ? page.from() : after.at()))
                .param("to", Timestamp.from(page.to()))
                .param("movement", after == null ? null : after.movement(), Types.OTHER)
                .param("position", after == null ? 0 : after.position(), Types.SMALLINT)
                .param("limit", page.limit())
                .query((row, n) -> entry(row, Money.rupiah(row.getBigDecimal("balance"))))
                .list();
    }

    /** A page, newest first. Each line has the balance after it. */
    public List<Entry> newestFirst(long account, @Nullable Place before, int limit) {
        return jdbc.sql("""
                        with page as (
                          select movement, position, kind, subject, amount, at from ledger.line
                          where account = :account
                            and (:movement::uuid is null or (at, movement, position) < (:at::timestamptz, :movement::uuid, :position::smallint))
                          order by at desc, movement desc, position desc limit :limit),
                        last as (select at, movement, position from page order by at, movement, position limit 1),
                        base as (
                          select coalesce((select sum(l.amount) from ledger.line l
                              where l.account = :account and l.at < (select at from last)), 0)
                            + coalesce((select sum(l.amount) from ledger.line l
                              where l.account = :account and l.at = (select at from last)
                                and (l.movement, l.position) < (select movement, position from last)), 0) as amount)
                        select movement, position, kind, subject, amount, at,
                          (select amount from base) + sum(amount) over (order by at, movement, position) as balance
                        from page order by at desc, movement desc, position desc""")
                .param("account", account)
                .param(
                        "at",
                        before == null ? null : before.at().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("movement", before == null ? null : before.movement(), Types.OTHER)
                .param("position", before == null ? 0 : before.position(), Types.SMALLINT)
                .param("limit", limit)
                .query((row, n) -> entry(row, Money.rupiah(row.getBigDecimal("balance"))))
                .list();
    }

    private static Entry entry(ResultSet row, Money balance) throws SQLException {
        return new Entry(
                new Place(
                        row.getTimestamp("at").toInstant(),
                        row.getObject("movement", UUID.class),
                        row.getInt("position")),
                MovementKind.valueOf(row.getString("kind")),
                row.getObject("subject", UUID.class),
                Money.rupiah(row.getBigDecimal("amount")),
                balance);
    }
}
