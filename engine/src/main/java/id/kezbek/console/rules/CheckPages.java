package id.kezbek.console.rules;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
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

/** The part of a rule's form that shows the rule's effects while a person types. */
@ConsoleController
class CheckPages {

    private static final String NEW = "new";

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping("/console/rules/{id}/check")
    Reply check(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        boolean isNew = id.equals(NEW);
        Sheet form = isNew ? RulePages.newRule() : RulePages.newVersion(id, null);
        Map<String, Object> body = form.body(typed);
        body.remove("reason");
        body.remove("base_version");
        if (!isNew) {
            body.put(
                    "rule",
                    operations.get(Rule.class, Path.of("/api/v2/rules/{}", id)).id());
        }
        return switch (operations.post("/api/v2/rules:check", body)) {
            case Outcome.Done done -> screen.show("rules/check", done.read(RuleCheck.class));
            case Outcome.Refused(Refusal refusal) -> screen.show(CheckRefused.TEMPLATE, CheckRefused.of(form, refusal));
        };
    }
}
