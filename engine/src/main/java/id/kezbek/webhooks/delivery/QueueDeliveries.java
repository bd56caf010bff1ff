package id.kezbek.webhooks.delivery;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.facts.FactsSetAside;
import id.kezbek.shared.PartnerId;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.endpoints.Endpoints;
import id.kezbek.webhooks.events.EventContent;
import id.kezbek.webhooks.events.Events;
import id.kezbek.webhooks.events.NewEvent;
import id.kezbek.webhooks.events.WebhookEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads the event log, and queues a delivery of each event for each endpoint that receives events of this type. A
 * partner's events are recorded only after the creation of the partner's first endpoint.
 */
@Component
public class QueueDeliveries {

    static final String CONSUMER = "webhooks";
    private static final int FACTS_AT_ONCE = 500;

    private final Facts facts;
    private final FactsSetAside factsSetAside;
    private final EventContent content;
    private final Events events;
    private final Endpoints endpoints;
    private final DeliveryQueue deliveries;
    private final Set<String> kinds;

    QueueDeliveries(
            Facts facts,
            FactsSetAside factsSetAside,
            EventContent content,
            Events events,
            Endpoints endpoints,
            DeliveryQueue deliveries) {
        this.facts = facts;
        this.factsSetAside = factsSetAside;
        this.content = content;
        this.events = events;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.kinds = content.kinds();
    }

    /** @return whether unread events may exist */
    public boolean readFacts() {
        return facts.read(CONSUMER, kinds, FACTS_AT_ONCE, this::queue) == FACTS_AT_ONCE;
    }

    /** Processes dead letters again after the cause was fixed. */
    public FactsSetAside.Retried retryFacts() {
        return factsSetAside.retry(CONSUMER, this::queue);
    }

    private void queue(List<Fact> next) {
        List<NewEvent> news =
                next.stream().flatMap(fact -> content.of(fact).stream()).toList();
        if (news.isEmpty()) {
            return;
        }
        Map<PartnerId, List<Endpoint>> known =
                endpoints.ofPartners(news.stream().map(NewEvent::partner).collect(Collectors.toSet())).stream()
                        .collect(Collectors.groupingBy(Endpoint::partner));
        List<NewEvent> recorded = news.stream()
                .filter(one -> known.getOrDefault(one.partner(), List.of()).stream()
                        .anyMatch(endpoint -> existedAt(endpoint, one)))
                .toList();
        if (recorded.isEmpty()) {
            return;
        }
        List<DeliveryQueue.Wanted> wanted = events.add(recorded).stream()
                .flatMap(event -> known.getOrDefault(event.partner(), List.of()).stream()
                        .filter(endpoint -> wants(endpoint, event))
                        .map(endpoint -> new DeliveryQueue.Wanted(event, endpoint)))
                .toList();
        deliveries.add(wanted, RetrySchedule.ATTEMPTS);
    }

    private static boolean existedAt(Endpoint endpoint, NewEvent event) {
        return !event.at().isBefore(endpoint.createdAt());
    }

    private static boolean wants(Endpoint endpoint, WebhookEvent event) {
        return endpoint.isActive()
                && endpoint.wants(event.type())
                && !event.at().isBefore(endpoint.createdAt());
    }
}
