package id.kezbek.webhooks.events;

import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.UUID;

/**
 * A recorded event.
 *
 * @param sequence the number of the event among the partner's events: 1, 2, 3 and so on
 * @param body the JSON text that is signed and sent
 */
public record WebhookEvent(UUID id, PartnerId partner, long sequence, WebhookType type, Instant at, String body) {}
