package id.kezbek.webhooks.endpoints;

import id.kezbek.shared.PartnerId;
import id.kezbek.webhooks.events.WebhookType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address of a partner's system that receives events. The record does not contain the endpoint's secret.
 *
 * @param types the types of events that the endpoint receives; empty for all types
 * @param disabledWhy the reason why the endpoint is disabled; null for an active endpoint
 * @param formerUntil the time until which the replaced secret also signs; null without a replaced secret
 * @param failingSince the time of the first failure since the last success; null after a success
 */
public record Endpoint(
        UUID id,
        PartnerId partner,
        String url,
        String description,
        List<WebhookType> types,
        @Nullable DisabledWhy disabledWhy,
        @Nullable Instant formerUntil,
        @Nullable Instant failingSince,
        Instant createdAt,
        Instant changedAt) {

    /** The reasons why the engine disables an endpoint. */
    public enum DisabledWhy {
        BY_PARTNER,
        /** The endpoint responded 410 Gone. */
        GONE,
        /** Every attempt failed for days. */
        FAILING
    }

    public boolean isActive() {
        return disabledWhy == null;
    }

    public boolean wants(WebhookType type) {
        return types.isEmpty() || types.contains(type);
    }
}
