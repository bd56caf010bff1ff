package id.kezbek.console.statements;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.months.ForMonth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page with the state of the reconciliation. It has one row for each day of a month and one column for each
 * provider.
 *
 * @param cells all days of the month for all providers, sorted by day, then by provider
 */
public record Board(Filters filters, String month, List<Cell> cells) {

    private static final Set<String> LACKS_STATEMENT = Set.of("STATEMENT_MISSING", "STATEMENT_INCOMPLETE");
    private static final Set<String> HAS_DIFFERENCES = Set.of("DIFFERENCES", "EXPLAINED");
    private static final Set<String> NOTHING_TO_DO = Set.of("NOT_DUE", "NO_MOVEMENTS");

    /** The response of API v2. */
    record Cells(List<Cell> items) {}

    /** The state of one day for one provider. */
    public record Cell(LocalDate day, String provider, String state, long open, long explained) {

        public boolean lacksStatement() {
            return LACKS_STATEMENT.contains(state);
        }

        public boolean isIdle() {
            return NOTHING_TO_DO.contains(state) && open == 0 && explained == 0;
        }

        /** The state in words, with the numbers of open and explained differences. */
        public String words(Screen screen) {
            List<String> words = new ArrayList<>();
            if (!HAS_DIFFERENCES.contains(state)) {
                words.add(screen.code("statements.board.state", state));
            }
            if (open > 0) {
                words.add(screen.text("statements.board.count", screen.written().number(open)));
            }
            if (explained > 0) {
                words.add(screen.text(
                        "statements.board.count.explained", screen.written().number(explained)));
            }
            return String.join(" · ", words);
        }

        /** The colour of the state. */
        public String tone() {
            return switch (state) {
                case "EQUAL" -> "good";
                case "DIFFERENCES", "BALANCE_DIFFERS", "STATEMENT_MISSING" -> "bad";
                case "NOT_DUE", "NO_MOVEMENTS", "EXPLAINED" -> "quiet";
                default -> "wait";
            };
        }

        /** The page for the next action. Null if there is nothing to do. */
        public @Nullable String link(Screen screen, String month) {
            if (isIdle()) {
                return null;
            }
            Map<String, String> values = new LinkedHashMap<>();
            values.put("provider", provider);
            values.put("day", day.toString());
            if (lacksStatement()) {
                values.put(ForMonth.FIELD, month);
                String upload = screen.link(Filters.address("/console/statement-import", values));
                return upload == null ? bridge(day) : upload;
            }
            if (open > 0 || HAS_DIFFERENCES.contains(state) || NOTHING_TO_DO.contains(state)) {
                values.put("standing", "true");
                return screen.link(Filters.address("/console/breaks", values));
            }
            return bridge(day);
        }
    }

    /** The URL of the page with the floats of a day. */
    public static String bridge(LocalDate day) {
        return Filters.address("/console/float-bridge", Map.of("day", day.toString()));
    }

    /** The filters for a download of the same list as a file. */
    public Filters fileFilters() {
        return new Filters(filters.path(), Map.of("period", month));
    }

    public List<String> providers() {
        return cells.stream().map(Cell::provider).distinct().toList();
    }

    public List<LocalDate> days() {
        return cells.stream().map(Cell::day).distinct().toList();
    }

    public List<Cell> of(LocalDate day) {
        return cells.stream().filter(cell -> cell.day().equals(day)).toList();
    }

    public long lackStatement() {
        return cells.stream().filter(Cell::lacksStatement).count();
    }

    public long withDifferences() {
        return cells.stream().filter(cell -> cell.open() > 0).count();
    }

    public long equal() {
        return cells.stream().filter(cell -> cell.state().equals("EQUAL")).count();
    }
}
