package id.kezbek.reconciliation.bridge;

import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.ActiveDays;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads on which days our money at the providers moved, and which days the statements cover. */
@Component
public class ProviderDays {

    private record Key(String provider, LocalDate day) {}

    /**
     * A day with movements in the ledger, or with a statement.
     *
     * @param hasMoved whether the ledger has movements of our money at the provider
     * @param isStated whether a complete statement, downloaded after the day, covers the day
     * @param statement the shortest statement that covers the day; the latest of several; null without a statement
     */
    public record ProviderDay(
            String provider,
            LocalDate day,
            boolean hasMoved,
            boolean isStated,
            @Nullable Statement statement) {

        /** Whether the day prevents the close of its month until a complete statement is imported. */
        public boolean lacksStatement() {
            return hasMoved && !isStated;
        }
    }

    /**
     * A statement.
     *
     * @param isMatched whether the lines of all statements of the day were compared with the books
     * @param total the total change of our money by its lines
     */
    public record Statement(
            UUID id,
            LocalDate from,
            LocalDate to,
            boolean isMatched,
            Money total,
            @Nullable Money opening,
            @Nullable Money closing) {

        /** Whether the opening balance and the lines add up to the closing balance; true without balances. */
        boolean addsUp() {
            return opening == null || closing == null || closing.equals(opening.plus(total));
        }

        /** Whether the opening balance equals the closing balance of the day before; true without balances. */
        boolean follows(@Nullable Statement before) {
            return before == null
                    || !before.to().plusDays(1).equals(from)
                    || before.closing() == null
                    || opening == null
                    || opening.equals(before.closing());
        }
    }

    private record Stated(boolean isStated, Statement statement) {}

    private final JdbcClient jdbc;
    private final ActiveDays activeDays;

    ProviderDays(JdbcClient jdbc, ActiveDays activeDays) {
        this.jdbc = jdbc;
        this.activeDays = activeDays;
    }

    /**
     * Days without movements and without a statement are left out.
     *
     * @param to the last day, included
     * @return sorted by day, then by provider
     */
    public List<ProviderDay> of(LocalDate from, LocalDate to) {
        Set<Key> moved = activeDays.of(AccountKind.FLOAT, from, to).stream()
                .map(active -> new Key(active.owner(), active.day()))
                .collect(Collectors.toSet());
        Map<Key, Stated> stated = stated(from, to);
        Set<Key> all = new HashSet<>(moved);
        all.addAll(stated.keySet());
        return all.stream()
                .sorted(Comparator.comparing(Key::day).thenComparing(Key::provider))
                .map(key -> {
                    Stated found = stated.get(key);
                    return new ProviderDay(
                            key.provider(),
                            key.day(),
                            moved.contains(key),
                            found != null && found.isStated(),
                            found == null ? null : found.statement());
                })
                .toList();
    }

    private Map<Key, Stated> stated(LocalDate from, LocalDate to) {
        Map<Key, Stated> stated = new HashMap<>();
        jdbc.sql("""
                        select distinct on (provider, covered.day) provider, covered.day::date as day, id, from_day, to_day, total, opening, closing,
                          bool_and(matched_at is not null) over (partition by provider, covered.day) as is_matched,
                          bool_or(complete and reconciliation.is_of_whole_days(to_day, received_at))
                            over (partition by provider, covered.day) as is_stated
                        from reconciliation.file
                        cross join lateral generate_series(greatest(from_day, :from), least(to_day, :to), interval '1 day') as covered (day)
                        where state = 'LOADED' and to_day >= :from and from_day <= :to
                        order by provider, covered.day, to_day - from_day, id desc""").param("from", from).param("to", to).query(row -> {
            stated.put(
                    new Key(row.getString("provider"), row.getObject("day", LocalDate.class)),
                    new Stated(row.getBoolean("is_stated"), statement(row)));
        });
        return stated;
    }

    private static Statement statement(ResultSet row) throws SQLException {
        return new Statement(
                row.getObject("id", UUID.class),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                row.getBoolean("is_matched"),
                Money.rupiah(row.getBigDecimal("total")),
                money(row.getBigDecimal("opening")),
                money(row.getBigDecimal("closing")));
    }

    private static @Nullable Money money(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.rupiah(amount);
    }
}
