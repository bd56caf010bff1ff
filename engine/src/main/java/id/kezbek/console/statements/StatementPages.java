package id.kezbek.console.statements;

import id.kezbek.console.accounting.Providers;
import id.kezbek.console.accounting.Replies;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.months.ForMonth;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The list of statements, the page of one statement with its unreadable rows, the floats of a day, and the state of
 * each day of a month.
 */
@ConsoleController
class StatementPages {

    private static final String LIST = "/console/statements";
    private static final String BRIDGE = "/console/float-bridge";
    private static final String BOARD = "/console/reconciliation";

    private final Downloads downloads;
    private final Clock clock;

    StatementPages(Downloads downloads, Clock clock) {
        this.downloads = downloads;
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "statements.menu", section = Section.FINANCE, place = 10)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "provider", "state");
        return screen.show(
                "statements/list",
                new StatementView.Listed(
                        filters,
                        Providers.codes(operations),
                        operations.get(StatementImports.class, "/api/v2/statements/imports"),
                        operations.get(Statement.Statements.class, "/api/v2/statements", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        return screen.show("statements/one", operations.get(Statement.class, Path.of("/api/v2/statements/{}", id)));
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{id}/file")
    Reply file(Operations operations, @PathVariable String id) {
        String type = MediaType.APPLICATION_OCTET_STREAM_VALUE;
        String path = Path.of("/api/v2/statements/{}/file", id);
        Replies.requireSmall(
                operations
                        .get(Statement.class, Path.of("/api/v2/statements/{}", id))
                        .bytes(),
                path);
        return downloads.fetch(operations, path, Map.of(), type, id);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "statements.bridge.menu", section = Section.FINANCE, place = 30)
    @PageAt(BRIDGE)
    Reply bridge(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters asked = Filters.of(BRIDGE, parameters, "day");
        LocalDate day = day(asked.get("day"));
        Filters filters = new Filters(BRIDGE, Map.of("day", day.toString()));
        List<Bridge> bridges = Providers.codes(operations).stream()
                .map(code -> operations.get(
                        Bridge.class, Path.of("/api/v2/providers/{}/float-bridge/{}", code, day.toString())))
                .toList();
        return screen.show("statements/bridge", new StatementView.Bridges(filters, day, bridges));
    }

    /** The days of a month by provider. Without a month in the URL, the month of yesterday. */
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "statements.board.menu", section = Section.FINANCE, place = 25)
    @PageAt(BOARD)
    Reply board(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(BOARD, parameters, ForMonth.FIELD)
                .withDefault(ForMonth.FIELD, YearMonth.from(yesterday()).toString());
        String month = filters.get(ForMonth.FIELD);
        Board.Cells found = operations.get(Board.Cells.class, "/api/v2/reconciliation/days", Map.of("period", month));
        return screen.show("statements/board", new Board(filters, month, found.items()));
    }

    private LocalDate yesterday() {
        return Jakarta.dayOf(clock.instant()).minusDays(1);
    }

    /** The day in the URL. Without a day, yesterday. */
    private LocalDate day(String asked) {
        try {
            return asked.isEmpty() ? yesterday() : LocalDate.parse(asked);
        } catch (DateTimeParseException noDay) {
            throw Refusal.badField("day", "must be a day, for example 2026-11-28");
        }
    }
}
