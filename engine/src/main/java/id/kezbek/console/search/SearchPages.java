package id.kezbek.console.search;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import org.springframework.web.bind.annotation.RequestParam;

/** One search field for all kinds of identifiers. A single result opens immediately. */
@ConsoleController
class SearchPages {

    private static final int TEXT_MAX = 100;

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt("/console/search")
    Reply search(Screen screen, Operations operations, @RequestParam(name = "q", defaultValue = "") String typed) {
        String text = typed.strip();
        List<Hit> hits =
                text.isEmpty() || text.length() > TEXT_MAX ? List.of() : Finders.find(text, screen, operations);
        return hits.size() == 1
                ? Reply.to(hits.getFirst().href())
                : screen.show("search/results", new Results(text, hits));
    }
}
