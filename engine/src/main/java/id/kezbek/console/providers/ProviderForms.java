package id.kezbek.console.providers;

import static id.kezbek.console.providers.ProviderPages.API;
import static id.kezbek.console.providers.ProviderPages.LIST;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Forms about a provider's float and its amount limits. */
@ConsoleController
class ProviderForms {

    private static final String ONE = LIST + "/{code}";
    private static final String AT = LIST + "/{}";
    private static final int REFERENCE_MAX = 60;
    private static final int ID_LENGTH = 26;
    private static final int WALLET_MAX = 20;

    private static Sheet topUpOf(String code) {
        return Sheet.proposal(
                "providers.top-up",
                code,
                Path.of(AT + "/top-up", code),
                Path.of(AT, code),
                Input.of("amount", Kind.AMOUNT),
                Input.text("bank_reference", REFERENCE_MAX),
                Input.reason().optional());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/top-up")
    Reply topUp(Screen screen, @PathVariable String code) {
        return topUpOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/top-up")
    Reply topUp(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return topUpOf(code).post(screen, operations, Path.of(API + "/float-top-ups", code), typed);
    }

    private static Sheet reversalOf(String code) {
        return Sheet.proposal(
                "providers.reversal",
                code,
                Path.of(AT + "/reversal", code),
                Path.of(AT, code),
                Input.text("transfer", ID_LENGTH),
                Input.of("frees_reference", Kind.YES_NO),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/reversal")
    Reply reversal(Screen screen, @PathVariable String code) {
        return reversalOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/reversal")
    Reply reversal(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return reversalOf(code).post(screen, operations, Path.of(API + "/float-reversals", code), typed);
    }

    private static Sheet checkOf(String code, Provider.@Nullable Balance now) {
        return Sheet.act(
                "providers.check",
                code,
                Path.of(AT + "/float-check", code),
                Path.of(AT, code),
                Input.of("checked", Kind.YES_NO).with(now == null ? null : now.checked() ? "YES" : "NO"),
                Input.of("low_mark", Kind.AMOUNT).with(now == null ? null : now.lowMark()));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/float-check")
    Reply check(Screen screen, Operations operations, @PathVariable String code) {
        return checkOf(code, operations.get(Provider.class, Path.of(API, code)).balance())
                .show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/float-check")
    Reply check(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return checkOf(code, null).post(screen, operations, Path.of(API + "/float-check", code), typed);
    }

    private static Sheet limitsOf(String code) {
        return Sheet.proposal(
                "providers.limits",
                code,
                Path.of(AT + "/limits", code),
                Path.of(AT, code),
                Input.text("wallet", WALLET_MAX),
                Input.of("minimum", Kind.AMOUNT).optional(),
                Input.of("maximum", Kind.AMOUNT).optional(),
                Input.of("enabled", Kind.YES_NO).optional(),
                Input.of("effective_from", Kind.TIME).optional(),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PageAt(ONE + "/limits")
    Reply limits(Screen screen, @PathVariable String code) {
        return limitsOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(ONE + "/limits")
    Reply limits(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return limitsOf(code).post(screen, operations, Path.of(API + "/limits", code), typed);
    }
}
