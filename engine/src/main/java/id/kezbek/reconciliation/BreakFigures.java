package id.kezbek.reconciliation;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts unresolved differences and sums their amounts, for reports. */
@Component
public class BreakFigures {

    /** The attributes by which the totals can be grouped. */
    public enum By {
        DAY("day"),
        PROVIDER("provider"),
        KIND("kind"),
        AGE(age()),
        OWNER("owner");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }

        private static String age() {
            return Stream.of(Break.Age.values())
                    .map(age -> "when :today - (opened_at at time zone 'Asia/Jakarta')::date <= " + age.to() + " then '"
                            + age.name() + "'")
                    .collect(Collectors.joining(" ", "case ", " end"));
        }

        private String column() {
            return "by_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private record Group(
            @Nullable LocalDate day,
            @Nullable String provider,
            @Nullable String kind,
            @Nullable String age,
            @Nullable String owner) {}

    /**
     * The number and amount of the unresolved differences of one group. A component is null if the report is not
     * grouped by this component.
     *
     * @param owner the owner's name; null also for differences without an owner
     * @param difference our money at the providers according to the statements, minus our money at the providers
     *     according to the books
     * @param atStake the sum of the absolute differences
     */
    public record Line(
            @Nullable LocalDate day,
            @Nullable String provider,
            @Nullable String kind,
            @Nullable String age,
            @Nullable String owner,
            long breaks,
            Money difference,
            Money atStake) {

        private Line plus(Line other) {
            return new Line(
                    day,
                    provider,
                    kind,
                    age,
                    owner,
                    breaks + other.breaks,
                    difference.plus(other.difference),
                    atStake.plus(other.atStake));
        }
    }

    private final JdbcClient jdbc;
    private final Actors actors;
    private final Clock clock;

    BreakFigures(JdbcClient jdbc, Actors actors, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.clock = clock;
    }

    /** The unresolved differences of the given days, sorted by group. */
    public List<Line> standing(LocalDate from, LocalDate to, Set<By> by, int limit) {
        String groups = by.stream().map(By::column).collect(Collectors.joining(", "));
        String selected = by.stream()
                .map(group -> group.expression + " as " + group.column() + ", ")
                .collect(Collectors.joining());
        Map<Group, Line> lines = new LinkedHashMap<>();
        jdbc.sql("select " + selected + """
                        count(*) as breaks, coalesce(sum(difference), 0) as difference,
                          coalesce(sum(abs(difference)), 0) as at_stake
                        from reconciliation.break where state in ('OPEN', 'EXPLAINED') and day between :from and :to
                        """
                        + (groups.isEmpty() ? "having count(*) > 0" : "group by " + groups + " order by " + groups)
                        + " limit :limit")
                .param("from", from)
                .param("to", to)
                .param("today", Jakarta.dayOf(clock.instant()))
                .param("limit", limit)
                .query((row, n) -> line(row, by))
                .list()
                // Combines rows with the same name, because one person can be stored in several forms.
                .forEach(line -> lines.merge(
                        new Group(line.day(), line.provider(), line.kind(), line.age(), line.owner()),
                        line,
                        Line::plus));
        return List.copyOf(lines.values());
    }

    private Line line(ResultSet row, Set<By> by) throws SQLException {
        return new Line(
                by.contains(By.DAY) ? row.getObject(By.DAY.column(), LocalDate.class) : null,
                text(row, by, By.PROVIDER),
                text(row, by, By.KIND),
                text(row, by, By.AGE),
                actors.namedOrNobody(text(row, by, By.OWNER)),
                row.getLong("breaks"),
                Money.rupiah(row.getBigDecimal("difference")),
                Money.rupiah(row.getBigDecimal("at_stake")));
    }

    private static @Nullable String text(ResultSet row, Set<By> by, By group) throws SQLException {
        return by.contains(group) ? row.getString(group.column()) : null;
    }
}
