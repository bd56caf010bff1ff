package id.kezbek.console.breaks;

import id.kezbek.console.accounting.Providers;
import id.kezbek.console.accounting.Replies;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.months.ForMonth;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import java.util.Objects;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of differences, and the page of one difference with the possible actions. */
@ConsoleController
class BreakPages {

    private static final String LIST = "/console/breaks";
    private static final String ONE = LIST + "/{id}";
    private static final String ONE_OF = LIST + "/{}";
    private static final String API = "/api/v2/breaks/{}";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "breaks.menu", section = Section.FINANCE, place = 20)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "provider", "kind", "state", "standing", "age", "period", "day");
        return screen.show(
                "breaks/list",
                new BreakList(
                        filters,
                        Providers.codes(operations),
                        operations.get(Break.Breaks.class, "/api/v2/breaks", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(ONE)
    Reply one(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(name = ForMonth.FIELD, defaultValue = "") String month) {
        return screen.show("breaks/one", page(screen, operations, id, month, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/assign")
    Reply assign(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String due,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Map<String, String> body = due.isBlank() ? Map.of() : Map.of("due", due);
        return done(screen, operations, id, "assign", form, operations.post(Path.of(API + "/assign", id), body, key));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/match")
    Reply match(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String attempt,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Map<String, String> body = Map.of("attempt", attempt.strip(), "reason", reason);
        return done(screen, operations, id, "match", form, operations.post(Path.of(API + "/match", id), body, key));
    }

    /** Performs an action that needs only a reason. The last part of the path is the name of the operation. */
    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping({ONE + "/explain", ONE + "/unmatch", ONE + "/write-off", ONE + "/not-paid"})
    Reply settle(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        String act = screen.path().substring(screen.path().lastIndexOf('/') + 1);
        Map<String, String> body = Map.of("reason", reason);
        return done(screen, operations, id, act, form, operations.post(Path.of(API + "/" + act, id), body, key));
    }

    private static Reply done(
            Screen screen,
            Operations operations,
            String id,
            String act,
            MultiValueMap<String, String> form,
            Outcome outcome) {
        String month = Objects.requireNonNullElse(form.getFirst(ForMonth.FIELD), "");
        return switch (outcome) {
            case Outcome.Done done -> Replies.after(done, after(screen, operations, id, act, month), "breaks." + act);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("breaks/one", page(screen, operations, id, month, Typed.of(act, form, refusal)));
        };
    }

    /** After an assignment the same page is shown, because the new owner resolves the difference next. */
    private static String after(Screen screen, Operations operations, String id, String act, String month) {
        String page = Path.of(ONE_OF, id);
        return act.equals("assign")
                ? ForMonth.address(page, month)
                : ForMonth.after(screen, operations, month, "explained-breaks", page);
    }

    private static BreakPage page(Screen screen, Operations operations, String id, String month, Typed typed) {
        Break one = operations.get(Break.class, Path.of(API, id));
        boolean mayAct = one.isStanding() && screen.has(Role.ADMIN, Role.FINANCE);
        return new BreakPage(one, Compared.of(screen, one), mayAct, month, typed);
    }
}
