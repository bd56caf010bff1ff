package id.kezbek.reconciliation.bridge;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.reconciliation.bridge.ProviderDays.ProviderDay;
import id.kezbek.reconciliation.bridge.ProviderDays.Statement;
import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The state of the reconciliation of each provider on each day of a month. */
@Component
public class ReconciliationBoard {

    /** The state of a day; the first state that applies. */
    public enum State {
        /** The day has not ended. */
        NOT_DUE,
        /** Our money moved, and no statement covers the day. */
        STATEMENT_MISSING,
        /** Our money moved, and no statement of the day is complete and was downloaded after the day. */
        STATEMENT_INCOMPLETE,
        /** The statement was not compared with the books yet. */
        NOT_COMPARED,
        /** Differences between statement and books are open. */
        DIFFERENCES,
        /** The statement's balances and lines do not add up, or its opening balance differs from the day before. */
        BALANCE_DIFFERS,
        /** All differences are explained. */
        EXPLAINED,
        /** A complete statement covers the day and equals the books. */
        EQUAL,
        /** Our money did not move, and no complete statement covers the day. */
        NO_MOVEMENTS
    }

    /**
     * A day of a provider.
     *
     * @param open the number of open differences
     * @param explained the number of explained differences that still exist
     * @param statement the statement; null without a statement
     */
    public record Cell(
            String provider,
            LocalDate day,
            State state,
            long open,
            long explained,
            @Nullable UUID statement) {}

    private record Key(String provider, LocalDate day) {}

    private record Counts(long open, long explained) {
        static final Counts NONE = new Counts(0, 0);
    }

    private final JdbcClient jdbc;
    private final ProviderDays providerDays;
    private final ProviderBoard providers;
    private final Clock clock;

    ReconciliationBoard(JdbcClient jdbc, ProviderDays providerDays, ProviderBoard providers, Clock clock) {
        this.jdbc = jdbc;
        this.providerDays = providerDays;
        this.providers = providers;
        this.clock = clock;
    }

    /** All days of the month for all providers, sorted by day, then by provider. */
    public List<Cell> read(CalendarMonth month) {
        LocalDate first = month.firstDay();
        // The day before the month has the closing balance with which the month's first statement begins.
        Map<Key, ProviderDay> days = providerDays.of(first.minusDays(1), month.lastDay()).stream()
                .collect(Collectors.toMap(one -> new Key(one.provider(), one.day()), Function.identity()));
        Map<Key, Counts> differences = differences(month);
        TreeSet<String> codes = providers.all().stream()
                .map(ProviderBoard.Standing::code)
                .collect(Collectors.toCollection(TreeSet::new));
        days.keySet().stream().filter(key -> !key.day().isBefore(first)).forEach(key -> codes.add(key.provider()));
        differences.keySet().forEach(key -> codes.add(key.provider()));
        LocalDate today = Jakarta.dayOf(clock.instant());
        return first.datesUntil(month.lastDay().plusDays(1))
                .flatMap(day -> codes.stream().map(code -> {
                    ProviderDay found = days.get(new Key(code, day));
                    ProviderDay before = days.get(new Key(code, day.minusDays(1)));
                    Counts counts = differences.getOrDefault(new Key(code, day), Counts.NONE);
                    Statement statement = found == null ? null : found.statement();
                    return new Cell(
                            code,
                            day,
                            day.isBefore(today) ? state(found, before, counts) : State.NOT_DUE,
                            counts.open(),
                            counts.explained(),
                            statement == null ? null : statement.id());
                }))
                .toList();
    }

    private static State state(@Nullable ProviderDay day, @Nullable ProviderDay before, Counts counts) {
        Statement statement = day == null ? null : day.statement();
        if (day != null && day.lacksStatement()) {
            return statement == null ? State.STATEMENT_MISSING : State.STATEMENT_INCOMPLETE;
        }
        if (statement != null && !statement.isMatched()) {
            return State.NOT_COMPARED;
        }
        if (counts.open() > 0) {
            return State.DIFFERENCES;
        }
        if (statement != null
                && (!statement.addsUp() || !statement.follows(before == null ? null : before.statement()))) {
            return State.BALANCE_DIFFERS;
        }
        if (counts.explained() > 0) {
            return State.EXPLAINED;
        }
        return day != null && day.isStated() ? State.EQUAL : State.NO_MOVEMENTS;
    }

    /** A payment that the next day's statement may still contain is not a difference yet. */
    private Map<Key, Counts> differences(CalendarMonth month) {
        Map<Key, Counts> counts = new HashMap<>();
        jdbc.sql("""
                        select provider, day, count(*) filter (where state = 'OPEN') as open,
                          count(*) filter (where state = 'EXPLAINED') as explained
                        from reconciliation.break
                        where state in ('OPEN', 'EXPLAINED') and kind <> 'PENDING' and day between ? and ?
                        group by provider, day""").params(month.firstDay(), month.lastDay()).query(row -> {
            counts.put(
                    new Key(row.getString("provider"), row.getObject("day", LocalDate.class)),
                    new Counts(row.getLong("open"), row.getLong("explained")));
        });
        return counts;
    }
}
