package id.kezbek.console.rules;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The table of cashback rules, the page of one rule with its versions, and the forms for proposals. */
@ConsoleController
class RulePages {

    private static final String LIST = "/console/rules";
    private static final String API = "/api/v2/rules/{}";
    private static final int CODE_MAX = 20;
    private static final int NAME_MAX = 60;
    private static final int DESCRIPTION_MAX = 500;

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "rules.menu", section = Section.RULES, place = 10)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters, "state", "partner", "wallet");
        return screen.show(
                "rules/list",
                new RuleList(
                        filters,
                        Partners.all(operations).codes(),
                        operations.get(Rule.Rules.class, "/api/v2/rules", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        Rule rule = operations.get(Rule.class, Path.of(API, id));
        return screen.show(
                "rules/one",
                new RulePage(
                        rule,
                        Bands.quantity(screen, rule.terms()),
                        Bands.amount(screen, rule.terms()),
                        Versions.of(screen, rule)));
    }

    static Sheet newRule() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(Input.text("partner", CODE_MAX).optional());
        inputs.add(Input.text("wallet", CODE_MAX).optional());
        inputs.addAll(terms(null));
        return Sheet.proposal("rules.new", "", LIST + "/new", LIST, inputs.toArray(Input[]::new))
                .withPreview(LIST + "/new/backtest")
                .withCheck(LIST + "/new/check");
    }

    private static List<Input> terms(Rule.@Nullable Terms now) {
        return List.of(
                Input.of("quantity_from", Kind.NUMBER).with(now == null ? 1 : now.quantityFrom()),
                Input.of("quantity_below", Kind.NUMBER).optional().with(now == null ? null : now.quantityBelow()),
                Input.of("amount_from", Kind.AMOUNT)
                        .optional()
                        .with(now == null || !now.amountFrom().isPositive() ? null : now.amountFrom()),
                Input.of("amount_below", Kind.AMOUNT).optional().with(now == null ? null : now.amountBelow()),
                Input.of("percent", Kind.PERCENT)
                        .with(now == null ? null : now.percent().toPlainString()),
                Input.of("cap", Kind.AMOUNT).optional().with(now == null ? null : now.cap()),
                Input.of("customer_cap", Kind.AMOUNT).optional().with(now == null ? null : now.customerCap()),
                Input.choice("customer_cap_period", "DAY", "WEEK", "MONTH")
                        .optional()
                        .with(now == null ? null : now.customerCapPeriod()),
                Input.of("budget", Kind.AMOUNT).optional().with(now == null ? null : now.budget()),
                Input.of("valid_from", Kind.TIME).optional(),
                Input.of("valid_until", Kind.TIME).optional().with(now == null ? null : now.validUntil()),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/new")
    Reply add(Screen screen) {
        return newRule().show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/new")
    Reply add(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return newRule().post(screen, operations, "/api/v2/rules", typed);
    }

    private static Sheet nameOf(String id, @Nullable Rule rule) {
        return Sheet.act(
                "rules.name",
                id,
                Path.of(LIST + "/{}/name", id),
                Path.of(LIST + "/{}", id),
                Input.text("name", NAME_MAX).with(rule == null ? null : rule.name()),
                Input.text("description", DESCRIPTION_MAX).optional().with(rule == null ? null : rule.description()));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/{id}/name")
    Reply name(Screen screen, Operations operations, @PathVariable String id) {
        return nameOf(id, operations.get(Rule.class, Path.of(API, id))).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{id}/name")
    Reply name(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return nameOf(id, null).post(screen, operations, Path.of(API + "/name", id), typed);
    }

    static Sheet newVersion(String id, @Nullable Rule rule) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(Input.hidden("base_version", rule == null ? 0 : rule.lastVersion()));
        inputs.addAll(terms(rule == null ? null : rule.terms()));
        return Sheet.proposal(
                        "rules.change",
                        id,
                        Path.of(LIST + "/{}/change", id),
                        Path.of(LIST + "/{}", id),
                        inputs.toArray(Input[]::new))
                .withPreview(Path.of(LIST + "/{}/backtest", id))
                .withCheck(Path.of(LIST + "/{}/check", id));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/{id}/change")
    Reply change(Screen screen, Operations operations, @PathVariable String id) {
        return newVersion(id, operations.get(Rule.class, Path.of(API, id))).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{id}/change")
    Reply change(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return newVersion(id, null).post(screen, operations, Path.of(API + "/versions", id), typed);
    }

    private static Sheet endOf(String id, int base) {
        return Sheet.proposal(
                "rules.end",
                id,
                Path.of(LIST + "/{}/end", id),
                Path.of(LIST + "/{}", id),
                Input.hidden("base_version", base),
                Input.of("at", Kind.TIME).optional(),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/{id}/end")
    Reply end(Screen screen, Operations operations, @PathVariable String id) {
        return endOf(id, operations.get(Rule.class, Path.of(API, id)).lastVersion())
                .show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{id}/end")
    Reply end(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return endOf(id, 0).post(screen, operations, Path.of(API + "/end", id), typed);
    }
}
