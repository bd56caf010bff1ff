package id.kezbek.webhooks.web;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.Ids;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import id.kezbek.webhooks.delivery.DeliveryLog;
import id.kezbek.webhooks.delivery.DeliveryState;
import id.kezbek.webhooks.delivery.ResendDelivery;
import id.kezbek.webhooks.events.WebhookType;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for the log of deliveries. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class DeliveriesController {

    private static final String PATH = "/api/v2/webhook-deliveries";
    private static final String LISTING = "webhook-deliveries";

    private final DeliveryLog deliveryLog;
    private final ResendDelivery resendDelivery;
    private final WebhookScope scope;
    private final PartnerDirectory partners;

    DeliveriesController(
            DeliveryLog deliveryLog, ResendDelivery resendDelivery, WebhookScope scope, PartnerDirectory partners) {
        this.deliveryLog = deliveryLog;
        this.resendDelivery = resendDelivery;
        this.scope = scope;
        this.partners = partners;
    }

    @GetMapping(PATH)
    @Exported(LISTING)
    @Allow({Role.PARTNER, Role.OFFICER, Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    Listing<DeliveryAnswer> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        DeliveryLog.Page page = Query.read(
                parameters,
                query -> new DeliveryLog.Page(
                        PartnerScope.one(partners, caller, query),
                        query.found("endpoint", Ids::find, "must be the id of an endpoint"),
                        query.oneOf("state", DeliveryState.class),
                        query.found("type", WebhookType::of, EventsController.TYPE_EXPECTED),
                        query.after(LISTING, position -> Ids.parse(position.getFirst())),
                        query.limit()));
        return Listing.of(
                deliveryLog.page(page.oneMore()),
                page.limit(),
                DeliveryAnswer::of,
                last -> Cursor.of(LISTING, Ids.text(last.id())));
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.PARTNER, Role.OFFICER, Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    DeliveryAnswer.WithAttempts one(
            Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        DeliveryLog.Line line = scope.delivery(id, caller);
        return new DeliveryAnswer.WithAttempts(
                DeliveryAnswer.of(line),
                deliveryLog.attempts(line.id()).stream()
                        .map(DeliveryAnswer.AttemptAnswer::of)
                        .toList());
    }

    @PostMapping(PATH + "/{id}/resend")
    @Allow({Role.PARTNER, Role.OFFICER})
    ResponseEntity<DeliveryAnswer> resend(Caller caller, @PathVariable String id) {
        DeliveryLog.Line line = scope.delivery(id, caller);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(DeliveryAnswer.of(resendDelivery.resend(caller.requirePartner(), line.id(), caller)));
    }
}
