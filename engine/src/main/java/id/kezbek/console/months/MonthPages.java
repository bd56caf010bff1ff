package id.kezbek.console.months;

import id.kezbek.console.accounting.Replies;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of months, and the page of one month with the checks before its close. */
@ConsoleController
class MonthPages {

    private static final String LIST = "/console/months";
    private static final String ONE = LIST + "/{month}";
    static final String ONE_OF = LIST + "/{}";
    static final String API = "/api/v2/months/{}";

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "months.menu", section = Section.FINANCE, place = 50)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "month");
        if (filters.has("month")) {
            return Reply.to(Path.of(ONE_OF, filters.get("month")));
        }
        return screen.show(
                "months/list",
                new MonthList(filters, operations.get(Month.Months.class, "/api/v2/months", filters.values())));
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(ONE)
    Reply one(
            Screen screen,
            Operations operations,
            @PathVariable String month,
            @RequestParam(defaultValue = "false") boolean compared) {
        return screen.show("months/one", page(screen, operations, month, compared, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/review")
    Reply review(
            Screen screen,
            Operations operations,
            @PathVariable String month,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return done(
                screen, operations, month, form, "review", operations.post(Path.of(API + ":review", month), null, key));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/close")
    Reply close(
            Screen screen,
            Operations operations,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return done(
                screen,
                operations,
                month,
                form,
                "close",
                operations.post(Path.of(API + ":close", month), Map.of("reason", reason), key));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/reopen")
    Reply reopen(
            Screen screen,
            Operations operations,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return done(
                screen,
                operations,
                month,
                form,
                "reopen",
                operations.post(Path.of(API + ":reopen", month), Map.of("reason", reason), key));
    }

    private static Reply done(
            Screen screen,
            Operations operations,
            String month,
            MultiValueMap<String, String> form,
            String act,
            Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> Replies.after(done, Path.of(ONE_OF, month), "months.reviewed");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("months/one", page(screen, operations, month, false, Typed.of(act, form, refusal)));
        };
    }

    /** @param isCompared whether to compute the figures of a closed month again, which can take seconds */
    private static MonthPage page(Screen screen, Operations operations, String month, boolean isCompared, Typed typed) {
        Month.Whole whole = operations.get(Month.Whole.class, Path.of(API, month));
        boolean isClosed = whole.month().state().equals("CLOSED");
        Month.@Nullable Comparison comparison = isClosed && isCompared
                ? operations.get(Month.Comparison.class, Path.of(API + "/comparison", month))
                : null;
        List<Step> steps = whole.steps().stream()
                .map(step -> Step.of(
                        step.at(),
                        Month.tone(step.state()),
                        screen.code("months.state", step.state()),
                        screen.text("months.step.by", step.decidedBy()),
                        step.reason()))
                .toList();
        return new MonthPage(whole, steps, comparison, screen.has(Role.ADMIN, Role.FINANCE), typed);
    }
}
