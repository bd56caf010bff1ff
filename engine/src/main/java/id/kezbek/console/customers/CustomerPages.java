package id.kezbek.console.customers;

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
import id.kezbek.console.payouts.Payouts;
import id.kezbek.console.transactions.Purchase;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks for a phone number and shows the customer with this number. */
@ConsoleController
class CustomerPages {

    static final String LIST = "/console/customers";
    static final String API = "/api/v2/customers/{}";
    private static final String LATEST = "10";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "customers.menu", section = Section.MONEY, place = 30)
    @PageAt(LIST)
    Reply find(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        boolean isStaff = screen.role().isStaff();
        Filters filters =
                isStaff ? Filters.of(LIST, parameters, "partner", "msisdn") : Filters.of(LIST, parameters, "msisdn");
        Optional<Msisdn> number = Msisdn.parseKept(filters.get("msisdn"));
        if (number.isPresent()) {
            String page = Path.of(LIST + "/{}", number.get().digits());
            return Reply.to(Filters.address(page, filters.only("partner")));
        }
        List<String> partners = isStaff ? Partners.all(operations).codes() : List.of();
        return screen.show(
                "customers/find",
                new FindCustomer(filters, partners, filters.has("msisdn") ? "customers.no.number" : null));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(LIST + "/{msisdn}")
    Reply one(
            Screen screen,
            Operations operations,
            @PathVariable String msisdn,
            @RequestParam MultiValueMap<String, String> parameters) {
        String path = Path.of(LIST + "/{}", msisdn);
        if (!screen.role().isStaff()) {
            return show(screen, operations, msisdn, Filters.of(path, parameters));
        }
        Filters filters = Filters.of(path, parameters, "partner");
        if (filters.has("partner")) {
            return show(screen, operations, msisdn, filters);
        }
        List<SeveralPartners.At> found = everywhere(operations, msisdn, Map.of());
        return switch (found.size()) {
            case 0 -> throw absent();
            case 1 ->
                show(
                        screen,
                        operations,
                        msisdn,
                        new Filters(path, Map.of("partner", found.getFirst().partner())));
            default -> screen.show("customers/several", new SeveralPartners(msisdn, found));
        };
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    @PageAt("/console/renumbered-customers")
    Reply renumbered(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of("/console/renumbered-customers", parameters, "outcome");
        return screen.show(
                "customers/renumbered",
                new Renumbered(
                        filters,
                        operations.get(Renumbered.Found.class, "/api/v2/renumbered-customers", filters.values())));
    }

    /** Finds the customers with this phone number at all partners. */
    private static List<SeveralPartners.At> everywhere(
            Operations operations, String msisdn, Map<String, String> asked) {
        Map<String, String> query = new LinkedHashMap<>(asked);
        query.put("msisdn", msisdn);
        return operations
                .get(SeveralPartners.Everywhere.class, "/api/v2/customers", query)
                .items();
    }

    private static Reply show(Screen screen, Operations operations, String msisdn, Filters filters) {
        Map<String, String> asked = filters.only("partner");
        SeveralPartners.At at =
                everywhere(operations, msisdn, asked).stream().findFirst().orElseThrow(CustomerPages::absent);
        Map<String, String> latest = new LinkedHashMap<>(asked);
        latest.put("msisdn", msisdn);
        latest.put("limit", LATEST);
        return screen.show(
                "customers/one",
                new CustomerPage(
                        filters,
                        asked,
                        at,
                        operations
                                .find(Customer.class, Path.of(API, msisdn), asked)
                                .orElse(null),
                        operations
                                .find(Journey.class, Path.of(API + "/journey", msisdn), filters.values())
                                .orElseGet(() -> new Journey(List.of(), null)),
                        operations
                                .get(Purchase.Purchases.class, "/api/v2/transactions", latest)
                                .items(),
                        operations.get(Payouts.class, "/api/v2/payouts", latest).items()));
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no partner has a customer with this phone number");
    }
}
