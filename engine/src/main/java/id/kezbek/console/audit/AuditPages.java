package id.kezbek.console.audit;

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
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the audit log: entries, head, and the result of the last verification. */
@ConsoleController
class AuditPages {

    private static final String LIST = "/console/audit";
    private static final String VERIFICATIONS = "/api/v2/jobs/verify-audit/runs";

    @Allow({Role.ADMIN, Role.AUDITOR})
    @InMenu(value = "audit.menu", section = Section.OVERSIGHT, place = 10)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "actor", "act", "subject", "from", "to");
        AuditPage.Runs runs = operations.get(AuditPage.Runs.class, VERIFICATIONS, Map.of("limit", "1"));
        return screen.show(
                "audit/list",
                new AuditPage(
                        filters,
                        operations.get(
                                AuditEntries.class,
                                "/api/v2/audit",
                                filters.throughDay("to").values()),
                        operations
                                .find(AuditPage.Head.class, "/api/v2/audit/head", Map.of())
                                .orElse(null),
                        runs.items().isEmpty() ? null : runs.items().getFirst()));
    }
}
