package id.kezbek.console.providers;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of providers, and the page of one provider with float, fees and pause. */
@ConsoleController
class ProviderPages {

    static final String LIST = "/console/providers";
    static final String API = "/api/v2/providers/{}";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "providers.menu", section = Section.OPERATIONS, place = 10)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show(
                "providers/list",
                new ProviderList(
                        Filters.of(LIST, parameters),
                        operations
                                .get(Provider.Providers.class, "/api/v2/providers")
                                .items()));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{code}")
    Reply one(Screen screen, Operations operations, @PathVariable String code) {
        return screen.show("providers/one", page(screen, operations, code, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{code}/pause")
    Reply pause(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam Map<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Map<String, String> body = Map.of("reason", form.getOrDefault("reason", ""));
        return changed(
                screen,
                operations,
                code,
                new Typed("pause", form, null),
                "providers.paused",
                operations.post(Path.of(API + "/pause", code), body, key));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{code}/resume")
    Reply resume(Screen screen, Operations operations, @PathVariable String code, @RequestParam(Forms.KEY) String key) {
        return changed(
                screen,
                operations,
                code,
                new Typed("resume", Map.of(), null),
                "providers.resumed",
                operations.post(Path.of(API + "/resume", code), null, key));
    }

    private static Reply changed(
            Screen screen, Operations operations, String code, Typed typed, String done, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> Reply.to(Path.of(LIST + "/{}", code), done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(
                        "providers/one",
                        page(screen, operations, code, new Typed(typed.form(), typed.values(), refusal)));
        };
    }

    private static ProviderPage page(Screen screen, Operations operations, String code, Typed typed) {
        return new ProviderPage(
                operations.get(Provider.class, Path.of(API, code)), screen.has(Role.ADMIN, Role.OPERATIONS), typed);
    }
}
