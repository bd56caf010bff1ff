package id.kezbek.reporting.verdict;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MovementKind;
import id.kezbek.reporting.rollup.Figure;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The stored verdicts, one for each day. */
@Component
public class LedgerVerdicts {

    /** The verdict on one day. */
    public record OfDay(LocalDate day, LedgerVerdict.State state, Money residual, Instant asOf) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    LedgerVerdicts(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The verdict on a period. The verdict ignores days after today and days before the first data. */
    public LedgerVerdict of(LocalDate from, LocalDate to) {
        List<OfDay> days = days(from, to);
        LocalDate today = Jakarta.dayOf(clock.instant());
        LocalDate last = to.isAfter(today) ? today : to;
        LocalDate begin = firstDay()
                .filter(day -> day.isAfter(from) && !day.isAfter(last))
                .orElse(from);
        long expected = begin.isAfter(last) ? 0 : ChronoUnit.DAYS.between(begin, last) + 1;
        long checked = days.stream().filter(one -> !one.day().isAfter(last)).count();
        Money residual = days.stream().map(OfDay::residual).reduce(Money.ZERO, Money::plus);
        LedgerVerdict.State worst =
                days.stream().map(OfDay::state).max(Comparable::compareTo).orElse(LedgerVerdict.State.EQUAL);
        boolean isComplete = checked == expected;
        @Nullable
        Instant asOf = isComplete
                ? days.stream().map(OfDay::asOf).min(Comparable::compareTo).orElse(null)
                : null;
        return new LedgerVerdict(
                !isComplete && worst == LedgerVerdict.State.EQUAL ? LedgerVerdict.State.NOT_CHECKED : worst,
                residual,
                asOf);
    }

    private Optional<LocalDate> firstDay() {
        return jdbc.sql("select min(day) from reporting.ledger_check")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    public List<OfDay> days(LocalDate from, LocalDate to) {
        return jdbc.sql(
                        "select day, state, residual, as_of from reporting.ledger_check where day between ? and ? order by day")
                .params(from, to)
                .query((row, n) -> new OfDay(
                        row.getObject(1, LocalDate.class),
                        LedgerVerdict.State.valueOf(row.getString(2)),
                        Money.rupiah(row.getBigDecimal(3)),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    /** The differences of a period, the largest first. */
    public List<LedgerDifference> differences(LocalDate from, LocalDate to, int limit) {
        return jdbc.sql("""
                        select day, account, owner, movement, rolled_up, ledger from reporting.ledger_difference
                        where day between ? and ?
                        order by abs(rolled_up - ledger) desc, day, account, owner, movement limit ?""")
                .params(from, to, limit)
                .query((row, n) -> new LedgerDifference(
                        row.getObject(1, LocalDate.class),
                        new Account(AccountKind.valueOf(row.getString(2)), row.getString(3)),
                        MovementKind.valueOf(row.getString(4)),
                        Money.rupiah(row.getBigDecimal(5)),
                        Money.rupiah(row.getBigDecimal(6))))
                .list();
    }

    /** The differences of figures in a period. */
    public List<FigureDifference> figures(LocalDate from, LocalDate to, int limit) {
        return jdbc.sql("""
                        select day, figure, rolled_up, source from reporting.figure_difference
                        where day between ? and ? order by day, figure limit ?""")
                .params(from, to, limit)
                .query((row, n) -> new FigureDifference(
                        row.getObject(1, LocalDate.class),
                        Figure.valueOf(row.getString(2)),
                        row.getBigDecimal(3),
                        row.getBigDecimal(4)))
                .list();
    }

    /** The number of days with a difference. */
    public long different() {
        return jdbc.sql("select count(*) from reporting.ledger_check where state = 'DIFFERENT'")
                .query(Long.class)
                .single();
    }

    /**
     * The days to compare: first today and yesterday, then days that were never compared, then the days with the oldest
     * comparisons.
     */
    List<LocalDate> due(LocalDate first, LocalDate today, Instant comparedBefore, int most) {
        return jdbc.sql("""
                        select d.day::date from generate_series(?::date, ?::date, interval '1 day') d (day)
                        left join reporting.ledger_check c on c.day = d.day::date
                        where c.day is null or c.as_of < ? or c.day >= ? or c.state = 'DIFFERENT'
                        order by d.day >= ? desc, c.as_of nulls first, d.day limit ?""")
                .params(first, today, Timestamp.from(comparedBefore), today.minusDays(1), today.minusDays(1), most)
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
    }

    /** Replaces the verdicts on days. */
    void keep(Collection<OfDay> days, Collection<LedgerDifference> differences, Collection<FigureDifference> figures) {
        transactions.executeWithoutResult(status -> {
            for (OfDay day : days) {
                jdbc.sql("delete from reporting.ledger_difference where day = ?")
                        .param(day.day())
                        .update();
                jdbc.sql("delete from reporting.figure_difference where day = ?")
                        .param(day.day())
                        .update();
                jdbc.sql("""
                                insert into reporting.ledger_check (day, state, residual, as_of) values (?, ?, ?, ?)
                                on conflict (day) do update set
                                  state = excluded.state, residual = excluded.residual, as_of = excluded.as_of""")
                        .params(day.day(), day.state().name(), day.residual().decimal(), Timestamp.from(day.asOf()))
                        .update();
            }
            for (LedgerDifference one : differences) {
                jdbc.sql("""
                                insert into reporting.ledger_difference (day, account, owner, movement, rolled_up, ledger)
                                values (?, ?, ?, ?, ?, ?) on conflict (day, account, owner, movement) do update set
                                  rolled_up = excluded.rolled_up, ledger = excluded.ledger""")
                        .params(
                                one.day(),
                                one.account().kind().name(),
                                one.account().owner(),
                                one.movement().name(),
                                one.rolledUp().decimal(),
                                one.ledger().decimal())
                        .update();
            }
            for (FigureDifference one : figures) {
                jdbc.sql("""
                                insert into reporting.figure_difference (day, figure, rolled_up, source) values (?, ?, ?, ?)
                                on conflict (day, figure) do update set rolled_up = excluded.rolled_up, source = excluded.source""")
                        .params(one.day(), one.figure().name(), one.rolledUp(), one.source())
                        .update();
            }
        });
    }

    /** Deletes all verdicts, in the transaction that replaces the current figures. */
    public void forget() {
        jdbc.sql("delete from reporting.ledger_difference").update();
        jdbc.sql("delete from reporting.figure_difference").update();
        jdbc.sql("delete from reporting.ledger_check").update();
    }
}
