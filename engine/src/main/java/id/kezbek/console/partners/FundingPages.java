package id.kezbek.console.partners;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of prepaid partners with low funds. */
@ConsoleController
class FundingPages {

    private static final String PAGE = "/console/funding";
    private static final String[] FILTERS = {"from", "to", "runway_below"};
    private static final int DAYS = 7;

    private final Clock clock;

    FundingPages(Clock clock) {
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "partners.funding.menu", section = Section.PARTNERS, place = 15)
    @PageAt(PAGE)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        LocalDate today = Jakarta.dayOf(clock.instant());
        Map<String, String> days = new LinkedHashMap<>();
        days.put("from", today.minusDays(DAYS).toString());
        days.put("to", today.toString());
        days.putAll(Filters.of(PAGE, parameters, FILTERS).only(FILTERS));
        FundingDays.Report report = operations.get(FundingDays.Report.class, "/api/v2/reports/funding", days);
        return screen.show("partners/funding", FundingDays.of(new Filters(PAGE, days), report));
    }
}
