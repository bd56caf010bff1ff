package id.kezbek.webhooks.endpoints;

import id.kezbek.shared.PartnerId;
import id.kezbek.webhooks.events.WebhookType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address of a partner's system that gets events. Its secret is not part of it.
 *
 * @param types the types of events that it gets; empty for all
 * @param disabledWhy why it is disabled; null if it is active
 * @param formerUntil until when the replaced secret also signs; null if there is none
 * @param failingSince the first failure since the last success; null after a success
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

    /** Why an endpoint is disabled. */
    public enum DisabledWhy {
        BY_PARTNER,
        /** It answered 410 Gone. */
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
