package id.kezbek.reporting.verdict;

import id.kezbek.facts.Fact;
import id.kezbek.facts.FactReaders;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.DailySums;
import id.kezbek.ledger.MovementKind;
import id.kezbek.reporting.pool.ReportPool;
import id.kezbek.reporting.rollup.Copies;
import id.kezbek.reporting.rollup.DailyFigures;
import id.kezbek.reporting.rollup.RollUpBatch;
import id.kezbek.reporting.rollup.RollUpBatch.AccountKey;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the roll-ups with the ledger for each account, day and kind of movement, and the sums of purchases and
 * payouts with their sources. Roll-ups, unread events and ledger lines are read in one snapshot, so all three contain
 * the same transactions. Roll-ups plus unread events must equal the ledger lines.
 */
@Component
public class VerifyRollUps {

    /**
     * The maximum number of unread events. If more events are unread, the roll-ups are too far behind for a verdict.
     */
    static final int UNREAD_MAX = 50_000;

    private static final int DAYS_AT_ONCE = 62;
    private static final Duration AGAIN_AFTER = Duration.ofDays(1);

    /** The result of a comparison. */
    public record Compared(
            List<LedgerVerdicts.OfDay> days, List<LedgerDifference> differences, List<FigureDifference> figures) {

        public Money residual() {
            return days.stream().map(LedgerVerdicts.OfDay::residual).reduce(Money.ZERO, Money::plus);
        }

        public long different() {
            return days.stream()
                    .filter(day -> day.state() == LedgerVerdict.State.DIFFERENT)
                    .count();
        }
    }

    private static final Compared NOTHING = new Compared(List.of(), List.of(), List.of());

    private final ReportPool pool;
    private final RollUps rollUps;
    private final LedgerVerdicts verdicts;
    private final Clock clock;

    VerifyRollUps(ReportPool pool, RollUps rollUps, LedgerVerdicts verdicts, Clock clock) {
        this.pool = pool;
        this.rollUps = rollUps;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    /**
     * Compares the days that are due and stores the verdicts.
     *
     * @return empty if the roll-ups are too far behind
     */
    public Optional<Compared> verifyDue() {
        LocalDate today = Jakarta.dayOf(clock.instant());
        Optional<LocalDate> first = pool.snapshot(VerifyRollUps::firstDay);
        if (first.isEmpty()) {
            return Optional.of(NOTHING);
        }
        Instant before = clock.instant().minus(AGAIN_AFTER);
        // A month can close only when all its days are compared. So the comparison also includes the days before the
        // first booking, back to the start of the previous month.
        LocalDate begin = first.get().minusMonths(1).withDayOfMonth(1);
        List<LocalDate> due = verdicts.due(begin, today, before, DAYS_AT_ONCE);
        return verify(Set.copyOf(due));
    }

    /** Compares days and stores the verdicts; empty if the roll-ups are too far behind. */
    public Optional<Compared> verify(LocalDate from, LocalDate to) {
        return verify(from.datesUntil(to.plusDays(1)).collect(Collectors.toSet()));
    }

    private Optional<Compared> verify(Set<LocalDate> days) {
        if (days.isEmpty()) {
            return Optional.of(NOTHING);
        }
        Optional<Compared> compared = pool.snapshot(snapshot -> compare(snapshot, Copies.inUse(snapshot), days));
        compared.ifPresent(found -> verdicts.keep(found.days(), found.differences(), found.figures()));
        return compared;
    }

    /** The distance of a copy from the ledger, over all days; empty if the copy is too far behind. */
    public Optional<Compared> compare(Copies.Copy copy) {
        return pool.snapshot(snapshot -> firstDay(snapshot)
                .flatMap(first -> compare(
                        snapshot,
                        copy,
                        first.datesUntil(Jakarta.dayOf(clock.instant()).plusDays(1))
                                .collect(Collectors.toSet()))));
    }

    private static Optional<LocalDate> firstDay(JdbcClient snapshot) {
        return snapshot.sql("""
                        select least(
                          (select min(day) from reporting.accounts_by_day),
                          (select min((f.at at time zone 'Asia/Jakarta')::date) from ledger.account a
                             cross join lateral (select l.at from ledger.line l where l.account = a.id order by l.at limit 1) f))""")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    private Optional<Compared> compare(JdbcClient snapshot, Copies.Copy copy, Set<LocalDate> days) {
        LocalDate from = days.stream().min(LocalDate::compareTo).orElseThrow();
        LocalDate to = days.stream().max(LocalDate::compareTo).orElseThrow();
        Instant asOf = asOf(snapshot);
        List<Fact> unread = FactReaders.unread(snapshot, copy.consumer(), UNREAD_MAX + 1);
        if (unread.size() > UNREAD_MAX) {
            return Optional.empty();
        }
        RollUpBatch tail = rollUps.batch(unread);
        Map<AccountKey, Money> rolledUp = new HashMap<>(tail.accounts());
        rolledUp(snapshot, copy, from, to).forEach((key, amount) -> rolledUp.merge(key, amount, Money::plus));
        List<DailySums.Sum> lines = DailySums.read(snapshot, from, to);
        Map<AccountKey, Money> ledger = lines.stream()
                .collect(Collectors.toMap(
                        sum -> new AccountKey(sum.day(), sum.account(), sum.kind()), DailySums.Sum::amount));
        Set<LocalDate> silent = new HashSet<>(tail.silent().keySet());
        silent.addAll(silent(snapshot, copy, from, to));

        List<LedgerDifference> differences = differences(days, rolledUp, ledger);
        DailyFigures figures = DailyFigures.of(snapshot, copy, from, to);
        figures.add(tail.figures());
        List<FigureDifference> ofFigures =
                figureDifferences(days, figures, SourceFigures.read(snapshot, lines, from, to));
        Map<LocalDate, Money> residuals = new HashMap<>();
        differences.forEach(one -> residuals.merge(one.day(), one.size(), Money::plus));
        ofFigures.forEach(one -> residuals.merge(one.day(), one.size(), Money::plus));
        List<LedgerVerdicts.OfDay> verdictsOfDays = days.stream()
                .sorted()
                .map(day -> {
                    // Each day with a difference has an entry in {@code residuals}. The entry may be 0.
                    LedgerVerdict.State state = state(residuals.containsKey(day), silent.contains(day));
                    return new LedgerVerdicts.OfDay(day, state, residuals.getOrDefault(day, Money.ZERO), asOf);
                })
                .toList();
        return Optional.of(new Compared(verdictsOfDays, differences, ofFigures));
    }

    /**
     * The time of the snapshot. A replica can lag behind, so on a replica the result is the time of the last replayed
     * transaction.
     */
    private Instant asOf(JdbcClient snapshot) {
        return snapshot.sql("select case when pg_is_in_recovery() then pg_last_xact_replay_timestamp() end")
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)))
                .single()
                .map(java.sql.Timestamp::toInstant)
                .orElseGet(clock::instant);
    }

    private static List<FigureDifference> figureDifferences(
            Set<LocalDate> days, DailyFigures rolledUp, DailyFigures sources) {
        List<FigureDifference> differences = new ArrayList<>();
        rolledUp.differences(sources, (key, values) -> {
            if (days.contains(key.day())) {
                differences.add(new FigureDifference(key.day(), key.figure(), values[0], values[1]));
            }
        });
        return differences;
    }

    private static LedgerVerdict.State state(boolean isDifferent, boolean isSilent) {
        if (!isDifferent) {
            return LedgerVerdict.State.EQUAL;
        }
        return isSilent ? LedgerVerdict.State.NOT_KNOWN : LedgerVerdict.State.DIFFERENT;
    }

    private static List<LedgerDifference> differences(
            Set<LocalDate> days, Map<AccountKey, Money> rolledUp, Map<AccountKey, Money> ledger) {
        Set<AccountKey> keys = new HashSet<>(rolledUp.keySet());
        keys.addAll(ledger.keySet());
        List<LedgerDifference> differences = new ArrayList<>();
        for (AccountKey key : keys) {
            Money events = rolledUp.getOrDefault(key, Money.ZERO);
            Money lines = ledger.getOrDefault(key, Money.ZERO);
            if (days.contains(key.day()) && !events.equals(lines)) {
                differences.add(new LedgerDifference(key.day(), key.account(), key.movement(), events, lines));
            }
        }
        return differences;
    }

    private static Map<AccountKey, Money> rolledUp(
            JdbcClient snapshot, Copies.Copy copy, LocalDate from, LocalDate to) {
        return snapshot
                .sql("""
                        select day, account, owner, movement, amount from reporting.account_day
                        where copy = ? and day between ? and ?""")
                .params(copy.number(), from, to)
                .query((row, n) -> Map.entry(
                        new AccountKey(
                                row.getObject(1, LocalDate.class),
                                new Account(AccountKind.valueOf(row.getString(2)), row.getString(3)),
                                MovementKind.valueOf(row.getString(4))),
                        Money.rupiah(row.getBigDecimal(5))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<LocalDate> silent(JdbcClient snapshot, Copies.Copy copy, LocalDate from, LocalDate to) {
        return snapshot.sql("select day from reporting.silent_day where copy = ? and day between ? and ?")
                .params(copy.number(), from, to)
                .query(LocalDate.class)
                .list();
    }
}
