package id.kezbek.console.wallets;

import static id.kezbek.console.wallets.WalletPages.LIST;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.sheet.CheckRefused;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A part of the forms of fees and wallets. It shows the effects while a person types. */
@ConsoleController
class PricingCheckPages {

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{code}/fee/check")
    Reply fee(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet form = WalletForms.newFee(code, "");
        return switch (operations.post("/api/v2/fees:check", terms(form, typed))) {
            case Outcome.Done done -> screen.show("wallets/feecheck", done.read(FeeCheck.class));
            case Outcome.Refused(Refusal refusal) -> screen.show(CheckRefused.TEMPLATE, CheckRefused.of(form, refusal));
        };
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/new/check")
    Reply add(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        Sheet form = WalletForms.newWallet();
        return wallet(screen, operations, form, terms(form, typed));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{code}/change/check")
    Reply change(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet form = WalletForms.newVersion(code, null);
        Map<String, Object> terms = terms(form, typed);
        terms.put("code", code);
        return wallet(screen, operations, form, terms);
    }

    private static Reply wallet(Screen screen, Operations operations, Sheet form, Map<String, Object> terms) {
        return switch (operations.post("/api/v2/wallets:check", terms)) {
            case Outcome.Done done -> screen.show("wallets/walletcheck", done.read(WalletCheck.class));
            case Outcome.Refused(Refusal refusal) -> screen.show(CheckRefused.TEMPLATE, CheckRefused.of(form, refusal));
        };
    }

    private static Map<String, Object> terms(Sheet form, MultiValueMap<String, String> typed) {
        Map<String, Object> terms = form.body(typed);
        terms.remove("reason");
        return terms;
    }
}
