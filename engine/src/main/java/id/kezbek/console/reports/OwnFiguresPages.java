package id.kezbek.console.reports;

import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.partners.Who;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;

/** The report of an officer's own partner: purchases, cashback and payments by day or month. */
@ConsoleController
class OwnFiguresPages {

    private static final String PAGE = "/console/figures";

    @Allow(Role.OFFICER)
    @InMenu(value = "reports.menu", section = Section.FINANCE, place = 70)
    @PageAt(PAGE)
    Reply own(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        String api = Path.of("/api/v2/partners/{}/figures", Who.partner(operations));
        Filters filters = Filters.of(PAGE, parameters, "from", "to", "by");
        PartnerFigures figures = operations.get(PartnerFigures.class, api, filters.withoutCursor());
        boolean isByMonth = filters.get("by").equals(OwnFigures.MONTH);
        return screen.show(
                "reports/own",
                new OwnFigures(
                        filters, api, figures, figures.totals(screen), isByMonth ? null : figures.chart(screen)));
    }
}
