package id.kezbek.console.tiers;

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
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the tier programme. */
@ConsoleController
class TierPages {

    private static final String PAGE = "/console/tiers";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "tiers.menu", section = Section.RULES, place = 20)
    @PageAt(PAGE)
    Reply tiers(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(PAGE, parameters);
        Ladder.@Nullable Versions versions = screen.role().isStaff()
                ? operations.get(Ladder.Versions.class, "/api/v2/tiers/versions", filters.values())
                : null;
        return screen.show(
                "tiers/ladder", new TierPage(operations.get(Ladder.class, "/api/v2/tiers"), filters, versions));
    }
}
