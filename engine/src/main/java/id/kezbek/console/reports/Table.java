package id.kezbek.console.reports;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the response for a report to a table. A column without any value is omitted. */
final class Table {

    private final Screen screen;
    private final Report report;
    private final JsonNode answer;
    private final Instant now;

    private Table(Screen screen, Report report, JsonNode answer, Instant now) {
        this.screen = screen;
        this.report = report;
        this.answer = answer;
        this.now = now;
    }

    static ReportPage of(Screen screen, Report report, Filters filters, JsonNode answer, Instant now) {
        return new Table(screen, report, answer, now).page(filters);
    }

    private ReportPage page(Filters filters) {
        List<JsonNode> items = List.copyOf(answer.path("items").values());
        List<Column> shown = report.columns().stream()
                .filter(column -> items.stream().anyMatch(item -> item.hasNonNull(column.name())))
                .toList();
        JsonNode ledger = answer.path("ledger");
        return new ReportPage(
                report,
                filters,
                ledger.isObject() ? trust(ledger) : moment(),
                !ledger.path("is_amber").asBoolean(false),
                shown.stream()
                        .map(column ->
                                new ReportPage.Head(screen.text("reports.column." + column.name()), column.isFigure()))
                        .toList(),
                items.stream()
                        .map(item -> shown.stream()
                                .map(column -> cell(column, item.path(column.name())))
                                .toList())
                        .toList(),
                ReportChart.of(screen, report, filters.get("by"), answer, now));
    }

    private String trust(JsonNode ledger) {
        JsonNode asOf = ledger.path("as_of");
        return Trust.of(
                screen,
                ledger.path("state").asString(),
                money(ledger.path("residual")),
                asOf.isNull() ? null : Instant.parse(asOf.asString()));
    }

    /** The text below a report with figures that come directly from the ledger. */
    private String moment() {
        return screen.text(
                "reports.trust.moment",
                screen.written().time(Instant.parse(answer.path("at").asString())));
    }

    private ReportPage.Cell cell(Column column, JsonNode value) {
        boolean isAbsent = value.isMissingNode() || value.isNull();
        return new ReportPage.Cell(
                isAbsent ? screen.text("frame.none") : text(column, value),
                column.isFigure(),
                isAbsent ? null : link(column.name(), value));
    }

    private String text(Column column, JsonNode value) {
        return switch (column.form()) {
            case TEXT -> value.asString().isEmpty() ? screen.text("frame.none") : value.asString();
            case CODE -> screen.code(column.words(), value.asString());
            case DAY -> screen.written().day(LocalDate.parse(value.asString()));
            case HOUR -> hour(Instant.parse(value.asString()));
            case NUMBER -> screen.written().number(value.asLong());
            case MONEY -> screen.written().money(money(value));
        };
    }

    private String hour(Instant begin) {
        return screen.written().dayOf(begin) + ", " + screen.written().clock(begin);
    }

    static Money money(JsonNode amount) {
        return Money.rupiah(new BigDecimal(amount.path("value").asString()));
    }

    private @Nullable String link(String column, JsonNode value) {
        return switch (column) {
            case "partner" -> screen.link(Path.of("/console/partners/{}", value.asString()));
            case "rule" -> screen.link(Path.of("/console/rules/{}", value.asString()));
            default -> null;
        };
    }
}
