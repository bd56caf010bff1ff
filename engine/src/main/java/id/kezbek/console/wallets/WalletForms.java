package id.kezbek.console.wallets;

import static id.kezbek.console.wallets.WalletPages.API;
import static id.kezbek.console.wallets.WalletPages.LIST;

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

/** Proposals to change wallets and fees. */
@ConsoleController
class WalletForms {

    private static final int CODE_MAX = 20;
    private static final int WALLET_CODE_MAX = 10;
    private static final int NAME_MAX = 60;
    private static final int DESCRIPTION_MAX = 500;

    static Sheet newFee(String wallet, String provider) {
        return Sheet.proposal(
                        "wallets.fee",
                        wallet,
                        Path.of(LIST + "/{}/fee", wallet),
                        Path.of(LIST + "/{}", wallet),
                        Input.hidden("wallet", wallet),
                        Input.text("provider", CODE_MAX).with(provider),
                        Input.of("fee", Kind.AMOUNT).optional(),
                        Input.of("minimum", Kind.AMOUNT).optional(),
                        Input.of("maximum", Kind.AMOUNT).optional(),
                        Input.of("direct", Kind.YES_NO).optional(),
                        Input.of("enabled", Kind.YES_NO).optional(),
                        Input.of("effective_from", Kind.TIME).optional(),
                        Input.text("name", NAME_MAX).optional(),
                        Input.text("description", DESCRIPTION_MAX).optional(),
                        Input.reason())
                .withCheck(Path.of(LIST + "/{}/fee/check", wallet));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PageAt(LIST + "/{code}/fee")
    Reply fee(Screen screen, @PathVariable String code, @RequestParam(defaultValue = "") String provider) {
        return newFee(code, provider).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{code}/fee")
    Reply fee(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return newFee(code, "").post(screen, operations, "/api/v2/fees", typed);
    }

    static Sheet newWallet() {
        return Sheet.proposal(
                        "wallets.new",
                        "",
                        LIST + "/new",
                        LIST,
                        Input.text("code", WALLET_CODE_MAX),
                        Input.text("name", NAME_MAX),
                        Input.of("minimum", Kind.AMOUNT),
                        Input.of("maximum", Kind.AMOUNT),
                        Input.of("active", Kind.YES_NO),
                        Input.reason())
                .withCheck(LIST + "/new/check");
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/new")
    Reply add(Screen screen) {
        return newWallet().show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/new")
    Reply add(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return newWallet().post(screen, operations, "/api/v2/wallets", typed);
    }

    static Sheet newVersion(String code, @Nullable Wallet now) {
        return Sheet.proposal(
                        "wallets.change",
                        code,
                        Path.of(LIST + "/{}/change", code),
                        Path.of(LIST + "/{}", code),
                        Input.hidden("base_version", now == null ? 0 : now.version()),
                        Input.text("name", NAME_MAX).with(now == null ? null : now.name()),
                        Input.of("minimum", Kind.AMOUNT).with(now == null ? null : now.minimum()),
                        Input.of("maximum", Kind.AMOUNT).with(now == null ? null : now.maximum()),
                        Input.of("active", Kind.YES_NO).with(now == null ? null : now.active() ? "YES" : "NO"),
                        Input.reason())
                .withCheck(Path.of(LIST + "/{}/change/check", code));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/{code}/change")
    Reply change(Screen screen, Operations operations, @PathVariable String code) {
        return newVersion(
                        code,
                        operations.get(Wallet.History.class, Path.of(API, code)).wallet())
                .show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{code}/change")
    Reply change(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return newVersion(code, null).post(screen, operations, Path.of(API + "/versions", code), typed);
    }
}
