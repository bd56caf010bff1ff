package id.kezbek.webhooks.events;

import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.Map;

/**
 * An event without an id and number yet.
 *
 * @param data ids, references, states and amounts; never a phone number or an e-mail address
 */
public record NewEvent(PartnerId partner, WebhookType type, Instant at, Map<String, Object> data) {}
