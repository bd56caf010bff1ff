package id.kezbek.console.statements;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The rule for write-offs of rounding differences, and the form to propose a new rule. */
@ConsoleController
public class RoundingPage {

    private static final String PAGE = "/console/rounding-rule";

    /** The rule from API v2. Version 0 means that there is no rule yet. */
    public record Rule(
            int version,
            boolean isOn,
            Money perLine,
            Money perFile,
            @Nullable String approval,
            @Nullable Instant since) {}

    /** @param sheet the form for a new rule; null if the user may not propose a rule */
    public record View(Rule rule, @Nullable Sheet sheet) {}

    private static Sheet sheet(@Nullable Rule now) {
        return Sheet.proposal(
                "statements.rounding",
                "",
                PAGE,
                PAGE,
                Input.hidden("base", now == null ? 0 : now.version()),
                Input.of("per_line", Kind.AMOUNT).optional().with(now == null || !now.isOn() ? null : now.perLine()),
                Input.of("per_file", Kind.AMOUNT).optional().with(now == null || !now.isOn() ? null : now.perFile()),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(PAGE)
    Reply rule(Screen screen, Operations operations) {
        Rule now = operations.get(Rule.class, "/api/v2/rounding-rule");
        return screen.show(
                "statements/rounding", new View(now, screen.has(Role.ADMIN, Role.FINANCE) ? sheet(now) : null));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(PAGE)
    Reply propose(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return sheet(null).post(screen, operations, "/api/v2/rounding-rule", typed);
    }
}
