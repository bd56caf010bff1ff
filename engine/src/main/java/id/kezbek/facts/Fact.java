package id.kezbek.facts;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as the log keeps it.
 *
 * @param kind the kind in upper snake case, such as PURCHASE_ACCEPTED
 * @param subject the id of the purchase, payout or partner that it is about
 * @param body the JSON of its {@link Event}
 * @param at the time by the engine's clock
 */
public record Fact(String kind, UUID subject, String body, Instant at) {

    public static Fact of(Event event, UUID subject, Instant at) {
        return new Fact(
                EventJson.kind(event.getClass()).value(), subject, EventJson.MAPPER.writeValueAsString(event), at);
    }
}
