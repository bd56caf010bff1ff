package id.kezbek.reconciliation.breaks;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.reconciliation.matching.BreakKind;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads differences, and the data that people need to decide about a difference. */
@Component
public class BreakList {

    /**
     * The filter and position of a page, the most urgent differences first. A null filter matches everything.
     *
     * @param month the month of the difference's day; null for all months
     * @param day the difference's day; null for all days
     * @param isStanding true for open and explained differences, false for resolved and written-off differences
     */
    public record Page(
            @Nullable String provider,
            @Nullable BreakKind kind,
            Break.@Nullable State state,
            @Nullable Boolean isStanding,
            Break.@Nullable Age age,
            @Nullable CalendarMonth month,
            @Nullable LocalDate day,
            @Nullable Position after,
            int limit) {}

    /** The sort key of the last difference on a page. */
    public record Position(int priority, LocalDate due, UUID id) {}

    /** The totals of a filtered list. */
    public record Totals(long count, Money atStake) {}

    /** A line of the statement, unchanged. */
    public record Line(
            int number,
            String kind,
            @Nullable String ourReference,
            @Nullable String providerReference,
            @Nullable String msisdn,
            @Nullable String wallet,
            Money amount,
            Instant at) {

        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** An attempt that may belong to the statement line. */
    public record Candidate(
            UUID attempt,
            UUID payout,
            String msisdn,
            String wallet,
            Money amount,
            Money fee,
            String state,
            Instant startedAt) {

        @Override
        public String toString() {
            return "Candidate[" + attempt + "]";
        }
    }

    private static final int CANDIDATES_MAX = 20;

    private static final String COLUMNS = """
            select id, provider, kind, file, number, part, attempt, day, difference, state, priority, owner, due, note, opened_at,
              ended_at
            from reconciliation.break
            """;

    private static final String WHERE = """
            where (:provider::text is null or provider = :provider) and (:kind::text is null or kind = :kind)
              and (:state::text is null or state = :state)
              and (:standing::boolean is null or (state in ('OPEN', 'EXPLAINED')) = :standing)
              and (:youngest::date is null or (opened_at at time zone 'Asia/Jakarta')::date between :oldest and :youngest)
              and (:firstDay::date is null or day between :firstDay and :lastDay)
              and (:day::date is null or day = :day)
            """;

    private final JdbcClient jdbc;
    private final Actors actors;
    private final Clock clock;

    BreakList(JdbcClient jdbc, Actors actors, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * Returns at most one difference more than the page size. The additional difference shows that another page
     * follows.
     */
    public List<Break> page(Page page) {
        Position after = page.after();
        return filtered(COLUMNS + WHERE + """
                        and (:afterId::uuid is null or (priority, due, id) > (:afterPriority::int, :afterDue::date, :afterId::uuid))
                        order by priority, due, id limit :oneMore""", page)
                .param("afterId", after == null ? null : after.id())
                .param("afterPriority", after == null ? null : after.priority())
                .param("afterDue", after == null ? null : after.due())
                .param("oneMore", page.limit() + 1)
                .query((row, n) -> read(row))
                .list();
    }

    /** The totals of all differences that match the filter, on all pages. */
    public Totals totals(Page page) {
        return filtered("select count(*), coalesce(sum(abs(difference)), 0) from reconciliation.break " + WHERE, page)
                .query((row, n) -> new Totals(row.getLong(1), Money.rupiah(row.getBigDecimal(2))))
                .single();
    }

    private JdbcClient.StatementSpec filtered(String sql, Page page) {
        LocalDate today = Jakarta.dayOf(clock.instant());
        Break.Age age = page.age();
        CalendarMonth month = page.month();
        return jdbc.sql(sql)
                .param("provider", page.provider())
                .param("kind", page.kind() == null ? null : page.kind().name())
                .param("state", page.state() == null ? null : page.state().name())
                .param("standing", page.isStanding())
                .param("firstDay", month == null ? null : month.firstDay())
                .param("lastDay", month == null ? null : month.lastDay())
                .param("day", page.day())
                .param("youngest", age == null ? null : today.minusDays(age.from()))
                .param("oldest", age == null ? null : today.minusDays(age.to()));
    }

    public Optional<Break> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, n) -> read(row))
                .optional();
    }

    /** @throws Refusal NOT_FOUND */
    public Break require(UUID id) {
        return find(id).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no break has this id"));
    }

    /** The statement line of the difference. */
    public Optional<Line> line(Break of) {
        Break.LineKey key = of.line();
        return key == null
                ? Optional.empty()
                : jdbc.sql("""
                        select number, kind, our_reference, provider_reference, msisdn, wallet, amount, at
                        from reconciliation.line where file = ? and number = ? and part = ?""")
                        .params(key.file(), key.number(), key.part())
                        .query((row, n) -> new Line(
                                row.getInt("number"),
                                row.getString("kind"),
                                row.getString("our_reference"),
                                row.getString("provider_reference"),
                                row.getString("msisdn"),
                                row.getString("wallet"),
                                Money.rupiah(row.getBigDecimal("amount")),
                                row.getTimestamp("at").toInstant()))
                        .optional();
    }

    /**
     * Attempts without a line that have the same customer or amount as this line, the most similar attempts first.
     * People choose an attempt.
     */
    public List<Candidate> candidates(Break of) {
        Optional<Line> line = line(of);
        if (line.isEmpty() || of.attempt() != null) {
            return List.of();
        }
        return jdbc.sql("""
                        select a.id, a.payout, a.msisdn, a.wallet, a.amount, a.fee, a.state, a.started_at
                        from payouts.attempts_for_statements(:provider, :first, :before) a
                        where (a.msisdn = :msisdn or a.amount = :amount) and a.state <> 'SENDING'
                          and not exists (select from reconciliation.match m
                                          where m.attempt = a.id and m.role = 'PAYMENT' and m.active)
                        order by (a.msisdn = :msisdn and a.amount = :amount) desc, abs(extract(epoch from a.started_at - :at)), a.id
                        limit :most""")
                .param("provider", of.provider())
                .param("first", new UUID(line.get().at().minusSeconds(172_800).toEpochMilli() << 16, 0))
                .param("before", new UUID(line.get().at().plusSeconds(172_800).toEpochMilli() << 16, 0))
                .param("msisdn", line.get().msisdn() == null ? "" : line.get().msisdn())
                .param("amount", line.get().amount().negated().decimal())
                .param("at", java.sql.Timestamp.from(line.get().at()))
                .param("most", CANDIDATES_MAX)
                .query((row, n) -> candidate(row))
                .list();
    }

    /** The attempt of the difference, according to the books. */
    public Optional<Candidate> attempt(Break of) {
        UUID id = of.attempt();
        return id == null
                ? Optional.empty()
                : jdbc.sql("""
                        select a.id, a.payout, a.msisdn, a.wallet, a.amount, a.fee, a.state, a.started_at
                        from payouts.attempts_for_statements(?, ?, ?) a""")
                        .params(
                                of.provider(),
                                id,
                                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1))
                        .query((row, n) -> candidate(row))
                        .optional();
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                row.getObject("id", UUID.class),
                row.getObject("payout", UUID.class),
                row.getString("msisdn"),
                row.getString("wallet"),
                Money.rupiah(row.getBigDecimal("amount")),
                Money.rupiah(row.getBigDecimal("fee")),
                row.getString("state"),
                row.getTimestamp("started_at").toInstant());
    }

    private Break read(ResultSet row) throws SQLException {
        UUID file = row.getObject("file", UUID.class);
        int number = row.getInt("number");
        boolean hasLine = file != null && !row.wasNull();
        return new Break(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                BreakKind.valueOf(row.getString("kind")),
                hasLine ? new Break.LineKey(file, number, row.getInt("part")) : null,
                row.getObject("attempt", UUID.class),
                row.getObject("day", LocalDate.class),
                Money.rupiah(row.getBigDecimal("difference")),
                Break.State.valueOf(row.getString("state")),
                row.getInt("priority"),
                actors.namedOrNobody(row.getString("owner")),
                row.getObject("due", LocalDate.class),
                row.getString("note"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("ended_at") == null
                        ? null
                        : row.getTimestamp("ended_at").toInstant());
    }
}
