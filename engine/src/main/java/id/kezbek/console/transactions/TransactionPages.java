package id.kezbek.console.transactions;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Step;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of purchases, and the page of one purchase with its timeline. */
@ConsoleController
class TransactionPages {

    private static final String LIST = "/console/transactions";
    private static final String[] FILTERS = {"reference", "state", "msisdn", "wallet", "from", "to"};
    /** Filters for staff. Officers have no filter by partner, because an officer belongs to one partner. */
    private static final String[] STAFF_FILTERS = {"partner", "reference", "state", "msisdn", "wallet", "from", "to"};

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "transactions.menu", section = Section.MONEY, place = 10)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        boolean isStaff = screen.role().isStaff();
        Filters filters = Filters.of(LIST, parameters, isStaff ? STAFF_FILTERS : FILTERS);
        List<String> partners = isStaff ? Partners.all(operations).codes() : List.of();
        boolean isAsked = !isStaff || filters.has("partner") || filters.has("reference");
        Purchase.@Nullable Purchases found =
                isAsked ? operations.get(Purchase.Purchases.class, "/api/v2/transactions", asked(filters)) : null;
        return screen.show("transactions/list", new TransactionList(filters, partners, found));
    }

    /**
     * The query parameters for the operation. With a reference, the operation accepts no other filter except the
     * partner. The last day is included.
     */
    private static Map<String, String> asked(Filters filters) {
        if (filters.has("reference")) {
            return filters.only("partner", "reference");
        }
        return filters.throughDay("to").values();
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(LIST + "/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        Purchase purchase = operations.get(Purchase.class, Path.of("/api/v2/transactions/{}", id));
        @Nullable
        Payout payout = purchase.payout() == null
                ? null
                : operations.get(
                        Payout.class,
                        Path.of("/api/v2/payouts/{}", purchase.payout().id()));
        @Nullable
        Rule rule = screen.role().isStaff()
                ? operations
                        .find(
                                Rule.class,
                                Path.of(
                                        "/api/v2/rules/{}",
                                        Long.toString(purchase.rule().id())),
                                Map.of())
                        .orElse(null)
                : null;
        List<Step> steps =
                Timeline.of(screen, purchase, rule, payout, Consequences.of(screen, operations, purchase, payout));
        return screen.show("transactions/one", new TransactionPage(purchase, payout, steps));
    }
}
