package id.kezbek.console.reports;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * The list of reports, and a page for each report: a table, and a text that says whether its figures equal the ledger.
 */
@ConsoleController
class ReportPages {

    private static final String LIST = "/console/reports";
    private static final String API = "/api/v2/reports/";
    private static final String CHECK = LIST + "/ledger-check";
    private static final String BY = "by";
    /** The choice of a single row for the whole report; for this choice, the request to API v2 names no grouping. */
    private static final String TOTAL = "TOTAL";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "reports.menu", section = Section.FINANCE, place = 70)
    @PageAt(LIST)
    Reply list(Screen screen) {
        List<Report> all = Arrays.stream(Report.values())
                .filter(report -> !report.isOfFinance() || !screen.has(Role.OPERATIONS))
                .toList();
        return screen.show("reports/list", all);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt({
        LIST + "/purchases",
        LIST + "/payouts",
        LIST + "/floats",
        LIST + "/funding",
        LIST + "/budgets",
        LIST + "/breaks"
    })
    Reply ofStaff(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return report(screen, operations, parameters);
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt({LIST + "/movements", LIST + "/receivables-ageing", LIST + "/owed"})
    Reply ofFinance(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return report(screen, operations, parameters);
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(CHECK)
    Reply ledgerCheck(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(CHECK, parameters, "from", "to");
        LedgerCheck.Check check =
                operations.get(LedgerCheck.Check.class, API + "ledger-check", filters.withoutCursor());
        String trust = Trust.of(screen, check.state(), check.residual(), check.asOf());
        return screen.show("reports/check", new LedgerCheck(filters, check, trust));
    }

    private static Reply report(Screen screen, Operations operations, MultiValueMap<String, String> parameters) {
        Report report = Report.of(screen.path().substring(LIST.length() + 1));
        Filters asked = report.isOfMoment()
                ? Filters.of(screen.path(), parameters, "at")
                : Filters.of(screen.path(), parameters, "from", "to", BY);
        Filters filters = grouped(report, asked);
        Map<String, String> query = new LinkedHashMap<>(filters.withoutCursor());
        query.remove(BY, TOTAL);
        JsonNode answer = operations.get(JsonNode.class, API + report.code(), query);
        return screen.show("reports/one", Table.of(screen, report, filters, answer));
    }

    /**
     * Uses the report's first grouping if the address contains none. One day is shown by hour, because by day it would be a
     * single line.
     */
    private static Filters grouped(Report report, Filters asked) {
        if (report.groups().isEmpty()) {
            return asked;
        }
        String by = asked.has(BY) ? asked.get(BY) : report.groups().getFirst();
        boolean isOneDay = asked.has("from") && asked.get("from").equals(asked.get("to"));
        Map<String, String> values = new LinkedHashMap<>(asked.values());
        values.put(BY, isOneDay && report.hasHours() && by.equals("DAY") ? "HOUR" : by);
        return new Filters(asked.path(), values);
    }
}
