package id.kezbek.console.signin;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The passkeys of the logged-in user. A script asks the authenticator for a response and puts it into hidden form
 * fields.
 */
@ConsoleController
public class PasskeyPages {

    private static final String PAGE = "/console/passkeys";
    private static final String API = "/api/v2/passkeys";
    private static final Set<ErrorCode> ABOUT_THE_FORM = Set.of(
            ErrorCode.PASSKEY_INVALID, ErrorCode.PASSKEY_REQUIRED, ErrorCode.BAD_PAYLOAD, ErrorCode.STATE_CONFLICT);

    /** A passkey from API v2. */
    public record Passkey(
            String id,
            String name,
            boolean isCopied,
            Instant createdAt,
            @Nullable Instant usedAt) {}

    /** All passkeys of the user. */
    public record Passkeys(List<Passkey> items) {}

    /**
     * The page with the list of passkeys.
     *
     * @param create the options for the creation of a passkey, as JSON; empty if passkeys do not work at this URL
     * @param get the options for a confirmation with an existing passkey, as JSON; empty if the user has no passkey
     * @param typed the typed values and the refusal of the form
     */
    public record PasskeyList(List<Passkey> passkeys, String create, String get, Typed typed) {}

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(PAGE)
    Reply list(Screen screen, Operations operations) {
        return screen.show("signin/passkeys", page(screen, operations, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(PAGE)
    Reply add(
            Screen screen,
            Operations operations,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String created,
            @RequestParam(defaultValue = "") String confirmation,
            @RequestParam(name = Forms.KEY, defaultValue = "") String key) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", PasskeyForms.name(name));
        PasskeyForms.json(created).ifPresent(json -> body.put("created", json));
        PasskeyForms.json(confirmation).ifPresent(json -> body.put("confirmation", json));
        return reply(screen, operations, Map.of("name", name), operations.post(API, body, key), "signin.passkey.added");
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(PAGE + "/{id}/remove")
    Reply remove(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String confirmation,
            @RequestParam(name = Forms.KEY, defaultValue = "") String key) {
        Map<String, Object> body = new HashMap<>();
        PasskeyForms.json(confirmation).ifPresent(json -> body.put("confirmation", json));
        return reply(
                screen,
                operations,
                Map.of(),
                operations.post(Path.of(API + "/{}/remove", id), body, key),
                "signin.passkey.removed");
    }

    private static Reply reply(
            Screen screen, Operations operations, Map<String, String> typed, Outcome outcome, String done) {
        return switch (outcome) {
            case Outcome.Done ok -> Reply.to(PAGE, done);
            case Outcome.Refused(Refusal refusal) -> {
                if (!ABOUT_THE_FORM.contains(refusal.code())) {
                    throw refusal;
                }
                yield screen.refused("signin/passkeys", page(screen, operations, new Typed("passkey", typed, refusal)));
            }
        };
    }

    /** A challenge is accepted only once, so the page requests a new challenge each time that it is shown. */
    private static PasskeyList page(Screen screen, Operations operations, Typed typed) {
        List<Passkey> passkeys = operations.get(Passkeys.class, API).items();
        return switch (operations.post(API + ":challenge", null, screen.forms().newKey())) {
            case Outcome.Done done ->
                new PasskeyList(
                        passkeys,
                        done.body().path("create").toString(),
                        done.body().has("get") ? done.body().path("get").toString() : "",
                        typed);
            case Outcome.Refused(Refusal refusal) ->
                new PasskeyList(passkeys, "", "", typed.isRefused() ? typed : new Typed("passkey", Map.of(), refusal));
        };
    }
}
