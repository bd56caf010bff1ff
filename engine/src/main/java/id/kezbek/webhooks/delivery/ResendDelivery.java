package id.kezbek.webhooks.delivery;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.webhooks.endpoints.ChangeEndpoints;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.events.Events;
import id.kezbek.webhooks.events.NewEvent;
import id.kezbek.webhooks.events.WebhookType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deliveries that a partner requests: a recorded event again, a test event, or all deliveries that waited for an
 * endpoint.
 */
@Component
public class ResendDelivery {

    private static final int ATTEMPTS_OF_TEST = 1;

    private final DeliveryQueue deliveries;
    private final DeliveryLog deliveryLog;
    private final ChangeEndpoints endpoints;
    private final Events events;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ResendDelivery(
            DeliveryQueue deliveries,
            DeliveryLog deliveryLog,
            ChangeEndpoints endpoints,
            Events events,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.deliveries = deliveries;
        this.deliveryLog = deliveryLog;
        this.endpoints = endpoints;
        this.events = events;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Sends the event again to the same endpoint, with the same id.
     *
     * @throws Refusal NOT_FOUND if the partner has no such delivery; STATE_CONFLICT if the delivery is being sent, or
     *     its endpoint is disabled
     */
    public DeliveryLog.Line resend(PartnerId partner, UUID id, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            DeliveryLog.Line line = find(partner, id);
            requireActive(endpoints.find(partner, line.endpoint()));
            if (deliveries.resend(partner, id) == 0) {
                throw new Refusal(ErrorCode.STATE_CONFLICT, "the delivery is being sent now");
            }
            auditLog.append(AuditEntry.by(caller, "WEBHOOK_RESENT", "webhook delivery " + Ids.text(id), Map.of()));
            return find(partner, id);
        }));
    }

    /**
     * Sends an event of the type {@code webhook.test} to one endpoint, with one attempt.
     *
     * @throws Refusal NOT_FOUND if the partner has no such endpoint; STATE_CONFLICT if the endpoint is disabled
     */
    public DeliveryLog.Line test(PartnerId partner, UUID id) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Endpoint endpoint = endpoints.find(partner, id);
            requireActive(endpoint);
            NewEvent test = new NewEvent(
                    partner,
                    WebhookType.TEST,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    Map.of("endpoint_id", Ids.text(id)));
            List<UUID> added = deliveries.add(
                    List.of(new DeliveryQueue.Wanted(events.add(List.of(test)).getFirst(), endpoint)),
                    ATTEMPTS_OF_TEST);
            return find(partner, added.getFirst());
        }));
    }

    /**
     * Enables the endpoint, and makes its waiting deliveries due now.
     *
     * @throws Refusal for the same reasons as {@link ChangeEndpoints#enable}
     */
    public Endpoint enable(PartnerId partner, UUID id, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Endpoint enabled = endpoints.enable(partner, id, caller);
            deliveries.makeDue(id);
            return enabled;
        }));
    }

    private DeliveryLog.Line find(PartnerId partner, UUID id) {
        return deliveryLog
                .find(id)
                .filter(line -> line.partner().equals(partner))
                .orElseThrow(DeliveryLog::absent);
    }

    private static void requireActive(Endpoint endpoint) {
        if (!endpoint.isActive()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the endpoint is disabled; enable it first");
        }
    }
}
