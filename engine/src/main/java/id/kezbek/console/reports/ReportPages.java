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
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * The list of reports, and a page for each report. The page has a table, and a text that says whether the figures equal
 * the ledger.
 */
@ConsoleController
class ReportPages {

    private static final String LIST = "/console/reports";
    private static final String API = "/api/v2/reports/";
    private static final String CHECK = LIST + "/ledger-check";
    private static final String BY = "by";
    /** The choice of one row for the whole report. The request to API v2 then has no grouping. */
    private static final String TOTAL = "TOTAL";

    private final Clock clock;

    ReportPages(Clock clock) {
        this.clock = clock;
    }

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

    private Reply report(Screen screen, Operations operations, MultiValueMap<String, String> parameters) {
        Report report = Report.of(screen.path().substring(LIST.length() + 1));
        Filters filters = Filters.of(screen.path(), parameters, report.filters());
        if (!report.groups().isEmpty()) {
            filters = filters.withDefault(BY, report.groups().getFirst());
        }
        JsonNode answer = read(operations, report, filters);
        String by = report.hasHours() ? byOf(answer, filters.get(BY)) : filters.get(BY);
        if (!by.equals(filters.get(BY))) {
            filters = filters.with(BY, by);
            answer = read(operations, report, filters);
        }
        return screen.show("reports/one", Table.of(screen, report, filters, answer, clock.instant()));
    }

    private static JsonNode read(Operations operations, Report report, Filters filters) {
        Map<String, String> query = new LinkedHashMap<>(filters.withoutCursor());
        query.remove(BY, TOTAL);
        return operations.get(JsonNode.class, API + report.code(), query);
    }

    /**
     * Shows one day by hour, and several days by day. One day by day would have only one row. Several days by hour
     * would have hundreds of rows and no chart. The response always contains the days; the URL may not.
     */
    private static String byOf(JsonNode answer, String asked) {
        boolean isOneDay = answer.path("from").equals(answer.path("to"));
        return isOneDay && asked.equals("DAY") ? "HOUR" : !isOneDay && asked.equals("HOUR") ? "DAY" : asked;
    }
}
