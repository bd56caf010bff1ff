package id.kezbek.console.payouts;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Proposes one decision about all payouts of a list. After the approval, the page of the approval shows the result for
 * each payout.
 */
@ConsoleController
class BulkPages {

    private static final String PAGE = "/console/payout-decisions";
    private static final String DECISION = "decision";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PageAt(PAGE)
    Reply preview(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show("payouts/bulk", page(operations, filters(parameters), Typed.NOTHING));
    }

    /**
     * @param seen the ids and amounts that the page showed to the person
     * @param why the reason; its name is not {@code reason}, because a filter has this name
     */
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(PAGE)
    Reply propose(
            Screen screen,
            Operations operations,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(DECISION) String decision,
            @RequestParam("payouts") String seen,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(Forms.KEY) String key) {
        Map<String, Object> body = Map.of(DECISION, decision, "payouts", listed(seen), "reason", why);
        return switch (operations.post("/api/v2/payout-decisions", body, key)) {
            case Outcome.Done done ->
                Reply.to(Path.of("/console/approvals/{}", done.body().path("id").asString()), "payouts.proposed");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("payouts/bulk", again(operations, form, Typed.of("bulk", form, refusal)));
        };
    }

    /** Shows the page again with the typed values. If the payouts cannot be read, the list is empty. */
    private static BulkPage again(Operations operations, MultiValueMap<String, String> form, Typed typed) {
        Filters filters = filters(form);
        try {
            return page(operations, filters, typed);
        } catch (Refusal unreadable) {
            StuckList.Choices none = new StuckList.Choices(List.of(), List.of());
            return new BulkPage(filters, none, BulkPage.Preview.empty(filters.get(DECISION)), typed);
        }
    }

    private static BulkPage page(Operations operations, Filters filters, Typed typed) {
        return new BulkPage(
                filters,
                StuckList.Choices.of(operations),
                operations.get(BulkPage.Preview.class, "/api/v2/payout-decisions/preview", filters.withoutCursor()),
                typed);
    }

    private static Filters filters(MultiValueMap<String, String> parameters) {
        String[] names = Arrays.copyOf(StuckList.FILTERS, StuckList.FILTERS.length + 1);
        names[StuckList.FILTERS.length] = DECISION;
        return Filters.of(PAGE, parameters, names).withDefault(DECISION, BulkPage.DECISIONS.getFirst());
    }

    private static List<Map<String, Object>> listed(String seen) {
        return Arrays.stream(seen.split(" "))
                .map(one -> one.split(":", 2))
                .map(one -> Map.<String, Object>of(
                        "id", one[0], "amount", Map.of("value", one[one.length - 1], "currency", "IDR")))
                .toList();
    }
}
