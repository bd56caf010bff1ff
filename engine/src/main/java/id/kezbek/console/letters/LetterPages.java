package id.kezbek.console.letters;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of dead letters, and the form that requests another attempt to process them. */
@ConsoleController
class LetterPages {

    private static final String LIST = "/console/dead-letters";

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @InMenu(value = "letters.menu", section = Section.OPERATIONS, place = 40)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters);
        return screen.show(
                "letters/list",
                new LetterList(filters, operations.get(Letters.class, "/api/v2/facts/set-aside", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/redrive")
    Reply redrive(Operations operations, @RequestParam(Forms.KEY) String key) {
        return switch (operations.post("/api/v2/jobs/redrive-facts:run", null, key)) {
            case Outcome.Done ignored -> Reply.to(LIST, "letters.redriven");
            case Outcome.Refused(Refusal refusal) -> throw refusal;
        };
    }
}
