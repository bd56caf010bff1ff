package id.kezbek.facts;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as the log stores it.
 *
 * @param kind the kind in upper snake case, for example PURCHASE_ACCEPTED
 * @param subject the id of the event's purchase, payout or partner
 * @param body the JSON of its {@link Event}
 * @param at the time by the engine's clock
 */
public record Fact(String kind, UUID subject, String body, Instant at) {

    public static Fact of(Event event, UUID subject, Instant at) {
        return new Fact(
                EventJson.kind(event.getClass()).value(), subject, EventJson.MAPPER.writeValueAsString(event), at);
    }
}
