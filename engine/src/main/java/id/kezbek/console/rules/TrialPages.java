package id.kezbek.console.rules;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The page on which people simulate the decision about a purchase. Nothing is recorded. */
@ConsoleController
class TrialPages {

    private static final String PAGE = "/console/rules/try";
    private static final String TEMPLATE = "rules/try";
    private static final int CODE_MAX = 20;
    private static final int MSISDN_MAX = 30;

    private static Sheet sheet() {
        return Sheet.act(
                "rules.try",
                "",
                PAGE,
                "/console/rules",
                Input.text("partner", CODE_MAX),
                Input.of("quantity", Kind.NUMBER).with(1),
                Input.of("amount", Kind.AMOUNT),
                Input.text("wallet", CODE_MAX),
                Input.text("msisdn", MSISDN_MAX).optional(),
                Input.of("at", Kind.TIME).optional());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(PAGE)
    Reply form(Screen screen) {
        return screen.show(TEMPLATE, new Trial(sheet(), null, List.of()));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(PAGE)
    Reply tried(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = sheet();
        return switch (operations.post("/api/v2/rules:try", sheet.body(typed), Sheet.key(typed))) {
            case Outcome.Done done -> screen.show(TEMPLATE, of(screen, sheet.filled(typed, null), done.body()));
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(TEMPLATE, new Trial(sheet.filled(typed, refusal), null, List.of()));
        };
    }

    private static Trial of(Screen screen, Sheet sheet, JsonNode result) {
        Money cashback = Money.rupiah(
                new BigDecimal(result.path("cashback").path("value").asString("0")));
        String gives = result.path("granted").asBoolean(false)
                ? screen.text("rules.try.gives", screen.written().money(cashback))
                : screen.text("rules.try.nothing");
        List<Trial.Verdict> verdicts = result.path("rules").values().stream()
                .map(rule -> new Trial.Verdict(
                        Long.toString(rule.path("id").asLong()),
                        rule.path("verdict").asString(""),
                        rule.path("reason").asString("")))
                .toList();
        return new Trial(sheet, gives, verdicts);
    }
}
