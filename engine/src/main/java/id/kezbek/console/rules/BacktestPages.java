package id.kezbek.console.rules;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page of a backtest, and the form that proposes the simulated rule. A backtest simulates a proposed rule on the
 * purchases of the last 30 days.
 */
@ConsoleController
class BacktestPages {

    private static final String PAGE = "/console/rules/backtests/{}";
    private static final String API = "/api/v2/rule-backtests";

    /** Starts a backtest with the typed values from the form of a new or changed rule. */
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping("/console/rules/{id}/backtest")
    Reply start(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        TypedRule rule = TypedRule.of(operations, id, typed);
        return switch (operations.post(API, rule.terms(), Sheet.key(typed))) {
            case Outcome.Done done ->
                Reply.to(Path.of(PAGE, done.body().path("id").asString("")));
            case Outcome.Refused(Refusal refusal) -> rule.form().refused(screen, typed, refusal);
        };
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt("/console/rules/backtests/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        return screen.show("rules/backtest", page(screen, backtest(operations, id), null));
    }

    /** Proposes the simulated rule. The approver sees the same backtest. */
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping("/console/rules/backtests/{id}")
    Reply propose(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        Backtest backtest = backtest(operations, id);
        Sheet sheet = sheet(backtest);
        Map<String, Object> body = backtest.terms().body();
        body.put("backtest", backtest.id());
        body.putAll(sheet.body(typed));
        Long rule = backtest.terms().rule();
        String api = rule == null ? "/api/v2/rules" : Path.of("/api/v2/rules/{}/versions", Long.toString(rule));
        return switch (operations.post(api, body, Sheet.key(typed))) {
            case Outcome.Done done -> sheet.reply(screen, typed, done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("rules/backtest", page(screen, backtest, sheet.filled(typed, refusal)));
        };
    }

    private static Backtest backtest(Operations operations, String id) {
        return operations.get(Backtest.class, Path.of(API + "/{}", id));
    }

    private static BacktestPage page(Screen screen, Backtest backtest, @Nullable Sheet refused) {
        Backtest.Terms terms = backtest.terms();
        Sheet sheet = screen.has(Role.ADMIN, Role.OPERATIONS) ? sheet(backtest) : null;
        return new BacktestPage(
                backtest,
                Bands.quantity(screen, terms.quantityFrom(), terms.quantityBelow()),
                Bands.amount(screen, terms.amountFrom(), terms.amountBelow()),
                refused == null ? sheet : refused);
    }

    private static Sheet sheet(Backtest backtest) {
        Long rule = backtest.terms().rule();
        return Sheet.proposal(
                "rules.backtest",
                "",
                Path.of(PAGE, backtest.id()),
                rule == null ? "/console/rules" : Path.of("/console/rules/{}", Long.toString(rule)),
                Input.reason());
    }
}
