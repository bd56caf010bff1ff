package id.kezbek.console.rules;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.sheet.CheckRefused;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The part of the form of a rule that shows the effects of the rule while a person types. */
@ConsoleController
class CheckPages {

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping("/console/rules/{id}/check")
    Reply check(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        TypedRule rule = TypedRule.of(operations, id, typed);
        return switch (operations.post("/api/v2/rules:check", rule.terms())) {
            case Outcome.Done done -> screen.show("rules/check", done.read(RuleCheck.class));
            case Outcome.Refused(Refusal refusal) ->
                screen.show(CheckRefused.TEMPLATE, CheckRefused.of(rule.form(), refusal));
        };
    }
}
