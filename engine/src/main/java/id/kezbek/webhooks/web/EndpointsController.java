package id.kezbek.webhooks.web;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Choices;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import id.kezbek.webhooks.delivery.ResendDelivery;
import id.kezbek.webhooks.endpoints.ChangeEndpoints;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.endpoints.EndpointUrl;
import id.kezbek.webhooks.endpoints.Endpoints;
import id.kezbek.webhooks.events.WebhookType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for a partner's endpoints. Staff can read endpoints; only the partner can change endpoints. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class EndpointsController {

    static final String PATH = "/api/v2/webhook-endpoints";
    private static final int DESCRIPTION_MAX = 200;
    private static final List<String> TYPES =
            WebhookType.chosen().stream().map(WebhookType::text).toList();

    private final Endpoints endpoints;
    private final ChangeEndpoints changeEndpoints;
    private final ResendDelivery resendDelivery;
    private final EndpointUrl urls;
    private final WebhookScope scope;
    private final PartnerDirectory partners;

    EndpointsController(
            Endpoints endpoints,
            ChangeEndpoints changeEndpoints,
            ResendDelivery resendDelivery,
            EndpointUrl urls,
            WebhookScope scope,
            PartnerDirectory partners) {
        this.endpoints = endpoints;
        this.changeEndpoints = changeEndpoints;
        this.resendDelivery = resendDelivery;
        this.urls = urls;
        this.scope = scope;
        this.partners = partners;
    }

    /** All endpoints of a partner. The list has no pages, because a partner has at most five endpoints. */
    @GetMapping(PATH)
    @Exported("webhook-endpoints")
    @Allow({Role.PARTNER, Role.OFFICER, Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    Listing<EndpointAnswer> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        PartnerId partner = Query.read(parameters, query -> PartnerScope.one(partners, caller, query));
        return new Listing<>(endpoints.of(partner).stream().map(this::answer).toList(), null);
    }

    @PostMapping(PATH)
    @Allow({Role.PARTNER, Role.OFFICER})
    ResponseEntity<EndpointAnswer.WithSecret> add(
            Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        ChangeEndpoints.Choice choice = Fields.readStrictly(body, this::choice);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(shown(changeEndpoints.add(caller.requirePartner(), choice, caller)));
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.PARTNER, Role.OFFICER, Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    EndpointAnswer one(Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return answer(scope.endpoint(id, caller));
    }

    @PostMapping(PATH + "/{id}/change")
    @Allow({Role.PARTNER, Role.OFFICER})
    EndpointAnswer change(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        ChangeEndpoints.Choice choice = Fields.readStrictly(body, this::choice);
        return answer(changeEndpoints.change(caller.requirePartner(), WebhookScope.endpointId(id), choice, caller));
    }

    @PostMapping(PATH + "/{id}/disable")
    @Allow({Role.PARTNER, Role.OFFICER})
    EndpointAnswer disable(Caller caller, @PathVariable String id) {
        return answer(changeEndpoints.disable(caller.requirePartner(), WebhookScope.endpointId(id), caller));
    }

    @PostMapping(PATH + "/{id}/enable")
    @Allow({Role.PARTNER, Role.OFFICER})
    EndpointAnswer enable(Caller caller, @PathVariable String id) {
        return answer(resendDelivery.enable(caller.requirePartner(), WebhookScope.endpointId(id), caller));
    }

    @PostMapping(PATH + "/{id}/rotate")
    @Allow({Role.PARTNER, Role.OFFICER})
    EndpointAnswer.WithSecret rotate(Caller caller, @PathVariable String id) {
        return shown(changeEndpoints.rotate(caller.requirePartner(), WebhookScope.endpointId(id), caller));
    }

    @PostMapping(PATH + "/{id}/test")
    @Allow({Role.PARTNER, Role.OFFICER})
    ResponseEntity<DeliveryAnswer> test(Caller caller, @PathVariable String id) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(DeliveryAnswer.of(resendDelivery.test(caller.requirePartner(), WebhookScope.endpointId(id))));
    }

    private EndpointAnswer answer(Endpoint endpoint) {
        return EndpointAnswer.of(endpoint, code(endpoint));
    }

    private EndpointAnswer.WithSecret shown(ChangeEndpoints.WithSecret created) {
        return EndpointAnswer.WithSecret.of(created, code(created.endpoint()));
    }

    private String code(Endpoint endpoint) {
        return partners.find(endpoint.partner()).map(Partner::code).orElse("");
    }

    private ChangeEndpoints.Choice choice(Fields fields) {
        String url = fields.text("url", EndpointUrl.LENGTH_MAX);
        if (!url.isEmpty()) {
            urls.fault(url).ifPresent(reason -> fields.fault("url", reason));
        }
        return new ChangeEndpoints.Choice(
                url,
                Objects.requireNonNullElse(fields.optionalText("description", DESCRIPTION_MAX), ""),
                Choices.optional(fields, "types", EndpointsController::chosen, TYPES));
    }

    private static Optional<WebhookType> chosen(String text) {
        return WebhookType.of(text).filter(type -> type != WebhookType.TEST);
    }
}
