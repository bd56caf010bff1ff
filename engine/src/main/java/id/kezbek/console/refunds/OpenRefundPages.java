package id.kezbek.console.refunds;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Refunds that customers owe, and the form to write off a refund. */
@ConsoleController
class OpenRefundPages {

    private static final String LIST = "/console/refunds";
    private static final String WRITE_OFF = LIST + "/{id}/write-off";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "refunds.menu", section = Section.FINANCE, place = 47)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "partner");
        return screen.show(
                "refunds/list",
                new OpenRefund.Debts(
                        filters,
                        operations.get(OpenRefund.Ageing.class, "/api/v2/refunds/ageing"),
                        operations.get(OpenRefund.Found.class, "/api/v2/refunds", filters.values())));
    }

    private static Sheet sheet(String id) {
        return Sheet.proposal("refunds.write-off", "", Path.of(LIST + "/{}/write-off", id), LIST, Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(WRITE_OFF)
    Reply writeOff(Screen screen, @PathVariable String id) {
        return sheet(id).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(WRITE_OFF)
    Reply writeOff(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return sheet(id).post(screen, operations, Path.of("/api/v2/refunds/{}/write-off", id), typed);
    }
}
