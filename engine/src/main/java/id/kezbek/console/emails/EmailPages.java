package id.kezbek.console.emails;

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

/** The list of e-mails, and the form that sends failed e-mails again. */
@ConsoleController
class EmailPages {

    private static final String LIST = "/console/emails";

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @InMenu(value = "emails.menu", section = Section.OPERATIONS, place = 30)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "state", "template", "to");
        return screen.show(
                "emails/list",
                new EmailList(filters, operations.get(Email.Emails.class, "/api/v2/emails", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/redrive")
    Reply redrive(Operations operations, @RequestParam(Forms.KEY) String key) {
        return switch (operations.post("/api/v2/emails:redrive", null, key)) {
            case Outcome.Done ignored -> Reply.to(LIST + "?state=FAILED", "emails.redriven");
            case Outcome.Refused(Refusal refusal) -> throw refusal;
        };
    }
}
