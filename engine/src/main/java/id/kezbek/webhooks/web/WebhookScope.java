package id.kezbek.webhooks.web;

import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.Ids;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Caller;
import id.kezbek.webhooks.delivery.DeliveryLog;
import id.kezbek.webhooks.endpoints.ChangeEndpoints;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.endpoints.Endpoints;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds the endpoint or delivery of a request's path, if the caller may see this endpoint or delivery. */
@Component
@ConditionalOnRole(ProcessRole.API)
class WebhookScope {

    private final Endpoints endpoints;
    private final DeliveryLog deliveryLog;

    WebhookScope(Endpoints endpoints, DeliveryLog deliveryLog) {
        this.endpoints = endpoints;
        this.deliveryLog = deliveryLog;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND if the endpoint is missing or hidden from the caller */
    Endpoint endpoint(String id, Caller caller) {
        return Ids.find(id)
                .flatMap(endpoints::find)
                .filter(endpoint -> PartnerScope.admits(caller, endpoint.partner()))
                .orElseThrow(ChangeEndpoints::absent);
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND if the delivery is missing or hidden from the caller */
    DeliveryLog.Line delivery(String id, Caller caller) {
        return Ids.find(id)
                .flatMap(deliveryLog::find)
                .filter(line -> PartnerScope.admits(caller, line.partner()))
                .orElseThrow(DeliveryLog::absent);
    }

    /** The endpoint's id in a partner's request. An unreadable id is refused like an unknown id. */
    static UUID endpointId(String id) {
        return Ids.find(id).orElseThrow(ChangeEndpoints::absent);
    }
}
