package id.kezbek.console.transactions;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The refunds of a purchase, and the form for a new refund. */
@ConsoleController
class RefundPages {

    private static final String LIST = "/console/transactions/{id}/refunds";
    private static final String NEW = "/console/transactions/{id}/refund";
    private static final String AT = "/console/transactions/{}/refunds";
    private static final String API = "/api/v2/transactions/{}/refunds";
    private static final int REFERENCE_MAX = 30;

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(LIST)
    Reply list(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(Path.of(AT, id), parameters);
        Purchase purchase = operations.get(Purchase.class, Path.of("/api/v2/transactions/{}", id));
        return screen.show(
                "transactions/refunds",
                new Refund.OfPurchase(
                        filters, purchase, operations.get(Refund.Refunds.class, Path.of(API, id), filters.values())));
    }

    private static Sheet sheet(String id) {
        return Sheet.act(
                "transactions.refund",
                "",
                Path.of("/console/transactions/{}/refund", id),
                Path.of(AT, id),
                Input.text("reference", REFERENCE_MAX),
                Input.of("amount", Kind.AMOUNT).optional());
    }

    @Allow(Role.OFFICER)
    @PageAt(NEW)
    Reply refund(Screen screen, Operations operations, @PathVariable String id) {
        operations.get(Purchase.class, Path.of("/api/v2/transactions/{}", id));
        return sheet(id).show(screen);
    }

    @Allow(Role.OFFICER)
    @PostMapping(NEW)
    Reply refund(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return sheet(id).post(screen, operations, Path.of(API, id), typed);
    }
}
