package id.kezbek.console.webhooks;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of deliveries, and the page of one delivery with the receiver's responses. */
@ConsoleController
class DeliveryPages {

    static final String LIST = "/console/webhook-deliveries";
    static final String API = "/api/v2/webhook-deliveries";

    private static final String PARTNER = "partner";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER})
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        boolean isStaff = screen.role().isStaff();
        Filters filters = isStaff
                ? Filters.of(LIST, parameters, PARTNER, "state", "type", "endpoint")
                : Filters.of(LIST, parameters, "state", "type", "endpoint");
        Delivery.@Nullable Deliveries found = isStaff && !filters.has(PARTNER)
                ? null
                : operations.get(Delivery.Deliveries.class, API, filters.values());
        List<String> partners = isStaff ? Partners.all(operations).codes() : List.of();
        return screen.show("webhooks/deliveries", new WebhookView.Log(filters, partners, found));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER})
    @PageAt(LIST + "/{id}")
    Reply one(Screen screen, Operations operations, @PathVariable String id) {
        return screen.show("webhooks/delivery", page(screen, operations, id, null));
    }

    @Allow(Role.OFFICER)
    @PostMapping(LIST + "/{id}/resend")
    Reply resend(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        return switch (operations.post(Path.of(API + "/{}/resend", id), null, key)) {
            case Outcome.Done ignored -> Reply.to(Path.of(LIST + "/{}", id), "webhooks.resent");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("webhooks/delivery", page(screen, operations, id, refusal));
        };
    }

    private static WebhookView.Sent page(Screen screen, Operations operations, String id, @Nullable Refusal refusal) {
        return new WebhookView.Sent(
                operations.get(Delivery.class, Path.of(API + "/{}", id)),
                !screen.role().isStaff(),
                refusal);
    }
}
