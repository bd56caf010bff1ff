package id.kezbek.console.partners;

import static id.kezbek.console.partners.PartnerPages.API;
import static id.kezbek.console.partners.PartnerPages.AT;
import static id.kezbek.console.partners.PartnerPages.ONE;

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
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Forms about a partner's money: top-up, payment, reversal, credit limit, and the choice of who bears refunds. */
@ConsoleController
class FundingForms {

    private static final int REFERENCE_MAX = 60;
    private static final int ID_LENGTH = 26;

    private static Sheet topUpOf(String code) {
        return transfer("partners.top-up", code, "/top-up");
    }

    private static Sheet paymentOf(String code) {
        return transfer("partners.payment", code, "/payment");
    }

    private static Sheet transfer(String words, String code, String path) {
        return Sheet.proposal(
                words,
                code,
                Path.of(AT + path, code),
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
        return topUpOf(code).post(screen, operations, Path.of(API + "/funding/top-ups", code), typed);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/payment")
    Reply payment(Screen screen, @PathVariable String code) {
        return paymentOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/payment")
    Reply payment(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return paymentOf(code).post(screen, operations, Path.of(API + "/funding/payments", code), typed);
    }

    private static Sheet reversalOf(String code, String transfer) {
        return Sheet.proposal(
                "partners.reversal",
                code,
                Path.of(AT + "/reversal", code),
                Path.of(AT + "/balance", code),
                Input.text("transfer", ID_LENGTH).with(transfer),
                Input.of("frees_reference", Kind.YES_NO),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/reversal")
    Reply reversal(Screen screen, @PathVariable String code, @RequestParam(defaultValue = "") String transfer) {
        return reversalOf(code, transfer).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/reversal")
    Reply reversal(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return reversalOf(code, "").post(screen, operations, Path.of(API + "/funding/reversals", code), typed);
    }

    private static Sheet limitOf(String code) {
        return Sheet.proposal(
                "partners.limit",
                code,
                Path.of(AT + "/limit", code),
                Path.of(AT, code),
                Input.hidden("mode", "POSTPAID"),
                Input.of("limit", Kind.AMOUNT).optional(),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/limit")
    Reply limit(Screen screen, @PathVariable String code) {
        return limitOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/limit")
    Reply limit(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return limitOf(code).post(screen, operations, Path.of(API + "/funding/limit", code), typed);
    }

    private static Sheet whenShortOf(String code) {
        return Sheet.proposal(
                "partners.short",
                code,
                Path.of(AT + "/when-short", code),
                Path.of(AT, code),
                Input.choice("setting", "REFUSE", "HOLD"),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PageAt(ONE + "/when-short")
    Reply whenShort(Screen screen, @PathVariable String code) {
        return whenShortOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(ONE + "/when-short")
    Reply whenShort(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return whenShortOf(code).post(screen, operations, Path.of(API + "/funding/when-short", code), typed);
    }

    private static Sheet refundsOf(String code) {
        return Sheet.proposal(
                "partners.refunds",
                code,
                Path.of(AT + "/refund-terms", code),
                Path.of(AT, code),
                Input.choice("refunds", "NET", "ABSORBED_BY_PARTNER", "ABSORBED_BY_OPERATOR"),
                Input.of("refunds_limit", Kind.AMOUNT).optional(),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/refund-terms")
    Reply refunds(Screen screen, @PathVariable String code) {
        return refundsOf(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/refund-terms")
    Reply refunds(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return refundsOf(code).post(screen, operations, Path.of(API + "/funding/refunds", code), typed);
    }
}
