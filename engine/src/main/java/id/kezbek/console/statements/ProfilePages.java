package id.kezbek.console.statements;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages for the formats of providers' statements: the profiles in force, the proposals, and dry runs with a sample
 * file.
 */
@ConsoleController
class ProfilePages {

    private static final String LIST = "/console/statement-profiles";
    private static final String API = "/api/v2/statement-profiles";
    private static final String EDIT = "statements/profile";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam(defaultValue = "") String name) {
        boolean mayAct = screen.has(Role.ADMIN, Role.FINANCE);
        return mayAct && !name.isBlank()
                ? Reply.to(Path.of(LIST + "/{}", name.strip()))
                : screen.show("statements/profiles", new ProfileView.Listed(all(operations), mayAct));
    }

    private static List<StatementProfile> all(Operations operations) {
        return operations.get(StatementProfile.All.class, API).items();
    }

    /** If no profile has this name, the form is for a new profile. */
    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(LIST + "/{name}")
    Reply edit(Screen screen, Operations operations, @PathVariable String name) {
        @Nullable
        StatementProfile now = all(operations).stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElse(null);
        return screen.show(EDIT, edit(name, ProfileSheet.of(name, LIST, now), null));
    }

    private static ProfileView.Edit edit(String name, Sheet sheet, StatementProfile.@Nullable Trial trial) {
        return new ProfileView.Edit(sheet, Path.of(LIST + "/{}/try", name), trial);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(LIST + "/{name}")
    Reply propose(
            Screen screen,
            Operations operations,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = ProfileSheet.of(name, LIST, null);
        try {
            Map<String, Object> all = sheet.body(typed);
            all.keySet().retainAll(List.of("base", "note", "reason"));
            all.put("profile", ProfileSheet.profile(typed));
            String path = Path.of(API + "/{}/versions", name);
            return switch (operations.post(path, all, Sheet.key(typed))) {
                case Outcome.Done done -> sheet.reply(screen, typed, done);
                case Outcome.Refused(Refusal refusal) -> throw refusal;
            };
        } catch (Refusal refusal) {
            return refused(screen, name, sheet, typed, refusal);
        }
    }

    /** Tries the typed profile on a sample. Nothing is recorded. */
    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(LIST + "/{name}/try")
    Reply tryOut(
            Screen screen,
            Operations operations,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = ProfileSheet.of(name, LIST, null);
        try {
            Map<String, Object> body = new LinkedHashMap<>();
            for (String field : List.of("provider", "day", "sample")) {
                body.put(field, ProfileSheet.given(typed, field));
            }
            body.put("profile", ProfileSheet.profile(typed));
            String path = Path.of(API + "/{}/dry-run", name);
            return switch (operations.send("PUT", path, body, null)) {
                case Outcome.Done done ->
                    screen.show(EDIT, edit(name, sheet.filled(typed, null), done.read(StatementProfile.Trial.class)));
                case Outcome.Refused(Refusal refusal) -> throw refusal;
            };
        } catch (Refusal refusal) {
            return refused(screen, name, sheet, typed, refusal);
        }
    }

    private static Reply refused(
            Screen screen, String name, Sheet sheet, MultiValueMap<String, String> typed, Refusal refusal) {
        return screen.refused(EDIT, edit(name, sheet.filled(typed, ProfileSheet.atFields(refusal)), null));
    }
}
