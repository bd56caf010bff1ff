package id.kezbek.ledger;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines of one account, ordered by time. A page starts after a given line, so new lines do not shift pages. */
@Component
public class AccountEntries {

    /** The position of a line in its account. */
    public record Place(Instant at, UUID movement, int position) {

        /** The position as strings for a cursor; {@link #of} reads them. */
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
    public record Entry(Place place, MovementKind kind, UUID subject, Money amount, Money balance) {

        /** The start of the next page in oldest-first order, if this line is the last of its page. */
        public Reached forth() {
            return new Reached(place, balance);
        }

        /** The start of the next page in newest-first order, if this line is the last of its page. */
        public Reached back() {
            return new Reached(place, balance.minus(amount));
        }
    }

    /**
     * The position at which a page ended, and the balance at that position. With the stored balance, the next page does
     * not need to sum lines again.
     *
     * @param balance in order oldest first, the balance after the line; in order newest first, the balance before the
     *     line; null in cursors of older engines
     */
    public record Reached(Place place, @Nullable Money balance) {

        /** Prefix of a balance in a cursor, because no value in a cursor may begin with a sign. */
        private static final String MARK = "b";

        private static final int PLACE_TEXTS = 3;

        /** The position as strings for a cursor; {@link #of} reads them. */
        public List<String> texts() {
            return balance == null
                    ? place.texts()
                    : Stream.concat(place.texts().stream(), Stream.of(text(balance)))
                            .toList();
        }

        public static Reached of(List<String> texts) {
            return new Reached(Place.of(texts), texts.size() > PLACE_TEXTS ? money(texts.get(PLACE_TEXTS)) : null);
        }

        /** An amount as a string for a cursor; {@link #money} reads it. */
        public static String text(Money amount) {
            return MARK + amount.hundredths();
        }

        public static Money money(String text) {
            return Money.rupiah(BigDecimal.valueOf(Long.parseLong(text.substring(MARK.length())), Money.SCALE));
        }
    }

    /**
     * A range of an account's lines.
     *
     * @param from the earliest time, included
     * @param to the latest time, excluded
     * @param after the end of the previous page; null for the first page
     */
    public record Page(
            long account,
            Instant from,
            Instant to,
            @Nullable Reached after,
            int limit) {}

    private final JdbcClient jdbc;

    AccountEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page, oldest first. */
    public List<Entry> oldestFirst(Page page) {
        Reached reached = page.after();
        Place after = reached == null ? null : reached.place();
        Money balance = reached == null ? null : reached.balance();
        String base = balance == null ? """
                        base as (
                          select ledger.balance_before(:account, :start) + (
                            select coalesce(sum(amount), 0) from ledger.line
                            where account = :account and at = :start and :movement::uuid is not null
                              and (movement, position) <= (:movement::uuid, :position::smallint)) as amount)
                """ : "base as (select :balance::numeric as amount)";
        return jdbc.sql("""
                        with page as (
                          select movement, position, kind, subject, amount, at from ledger.line
                          where account = :account and at >= :start and at < :to
                            and (:movement::uuid is null or (at, movement, position) > (:start, :movement::uuid, :position::smallint))
                          order by at, movement, position limit :limit),
                        """ + base + """

                        select movement, position, kind, subject, amount, at,
                          (select amount from base) + sum(amount) over (order by at, movement, position) as balance
                        from page order by at, movement, position""")
                .param("balance", balance == null ? null : balance.decimal(), Types.NUMERIC)
                .param("account", page.account())
                .param("start", Timestamp.from(after == null ? page.from() : after.at()))
                .param("to", Timestamp.from(page.to()))
                .param("movement", after == null ? null : after.movement(), Types.OTHER)
                .param("position", after == null ? 0 : after.position(), Types.SMALLINT)
                .param("limit", page.limit())
                .query((row, n) -> entry(row, Money.rupiah(row.getBigDecimal("balance"))))
                .list();
    }

    /** A page of lines, newest first. Each line has the account's balance after the line. */
    public List<Entry> newestFirst(long account, @Nullable Reached reached, int limit) {
        Place before = reached == null ? null : reached.place();
        Money balance = reached == null ? null : reached.balance();
        return jdbc.sql("""
                        with page as (
                          select movement, position, kind, subject, amount, at from ledger.line
                          where account = :account
                            and (:movement::uuid is null or (at, movement, position) < (:at::timestamptz, :movement::uuid, :position::smallint))
                          order by at desc, movement desc, position desc limit :limit),
                        last as (select at, movement, position from page order by at, movement, position limit 1),
                        base as (
                          select case when :balance::numeric is not null
                            then :balance::numeric - (select coalesce(sum(amount), 0) from page)
                            else ledger.balance_before(:account, (select at from last))
                            + coalesce((select sum(l.amount) from ledger.line l
                              where l.account = :account and l.at = (select at from last)
                                and (l.movement, l.position) < (select movement, position from last)), 0) end as amount)
                        select movement, position, kind, subject, amount, at,
                          (select amount from base) + sum(amount) over (order by at, movement, position) as balance
                        from page order by at desc, movement desc, position desc""")
                .param("account", account)
                .param("balance", balance == null ? null : balance.decimal(), Types.NUMERIC)
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
