package id.kezbek.console.payouts;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.transactions.Payout;
import id.kezbek.console.transactions.Timeline;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The lists of payouts, and the page of one payout with the decisions that two people can make. */
@ConsoleController
class PayoutPages {

    private static final String LIST = "/console/payouts";
    private static final String API = "/api/v2/payouts/{}";
    private static final String[] FILTERS = {"reference", "state", "msisdn", "wallet", "from", "to", "open_at"};
    /** Filters for staff. Officers have no filter by partner, because an officer belongs to one partner. */
    private static final String[] STAFF_FILTERS = {
        "partner", "reference", "state", "msisdn", "wallet", "from", "to", "open_at"
    };

    private final Clock clock;

    PayoutPages(Clock clock) {
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "payouts.menu", section = Section.MONEY, place = 20)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        boolean isStaff = screen.role().isStaff();
        Filters filters = Filters.of(LIST, parameters, isStaff ? STAFF_FILTERS : FILTERS);
        return screen.show(
                "payouts/list",
                new PayoutList(
                        filters,
                        isStaff ? Partners.all(operations).codes() : List.of(),
                        operations.get(
                                Payouts.class,
                                "/api/v2/payouts",
                                filters.throughDay("to").values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/summary")
    Reply summary(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters asked = Filters.of(LIST + "/summary", parameters, "partner", "from", "to");
        String today = Jakarta.dayOf(clock.instant()).toString();
        // Without a first day, the sums would read the payouts of all years.
        boolean endsEarlier = asked.has("to") && asked.get("to").compareTo(today) < 0;
        Filters filters = asked.withDefault("from", endsEarlier ? asked.get("to") : today);
        return screen.show(
                "payouts/summary",
                new PayoutSummary(
                        filters,
                        Partners.all(operations).codes(),
                        operations.get(
                                PayoutSummary.Sums.class,
                                "/api/v2/payouts/summary",
                                filters.throughDay("to").values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/stuck")
    Reply stuck(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST + "/stuck", parameters, StuckList.FILTERS);
        return screen.show(
                "payouts/stuck",
                new StuckList(
                        filters,
                        StuckList.Choices.of(operations),
                        operations.get(StuckList.Found.class, "/api/v2/payouts/stuck", filters.values())));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(LIST + "/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        return screen.show("payouts/one", page(screen, operations, id, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/retry")
    Reply retry(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam Map<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return proposed(screen, operations, id, "retry", form, reason(operations, API + "/retry", id, form, key));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/cancel")
    Reply cancel(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam Map<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return proposed(screen, operations, id, "cancel", form, reason(operations, API + "/cancel", id, form, key));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/rounding")
    Reply round(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam Map<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        return proposed(screen, operations, id, "rounding", form, reason(operations, API + "/rounding", id, form, key));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(LIST + "/{id}/resolution")
    Reply resolve(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam Map<String, String> form,
            @RequestParam String attempt,
            @RequestParam(Forms.KEY) String key) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("outcome", form.getOrDefault("outcome", ""));
        body.put("reason", form.getOrDefault("reason", ""));
        String reference = form.getOrDefault("provider_reference", "").strip();
        if (!reference.isEmpty()) {
            body.put("provider_reference", reference);
        }
        return proposed(
                screen,
                operations,
                id,
                "resolution",
                form,
                operations.post(Path.of("/api/v2/attempts/{}/resolution", attempt), body, key));
    }

    private static Outcome reason(Operations operations, String path, String id, Map<String, String> form, String key) {
        return operations.post(Path.of(path, id), Map.of("reason", form.getOrDefault("reason", "")), key);
    }

    private static Reply proposed(
            Screen screen, Operations operations, String id, String act, Map<String, String> form, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done ->
                Reply.to(Path.of("/console/approvals/{}", done.body().path("id").asString()), "payouts.proposed");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("payouts/one", page(screen, operations, id, new Typed(act, form, refusal)));
        };
    }

    private static PayoutPage page(Screen screen, Operations operations, String id, Typed typed) {
        Payout payout = operations.get(Payout.class, Path.of(API, id));
        return new PayoutPage(
                payout, Timeline.of(screen, payout), screen.has(Role.ADMIN, Role.OPERATIONS, Role.FINANCE), typed);
    }
}
