package id.kezbek.facts;

import java.time.Instant;
import java.util.UUID;

/**
 * An event.
 *
 * @param kind the kind in upper snake case, such as PURCHASE_ACCEPTED
 * @param subject the id of the purchase, payout or partner that it is about
 * @param body a JSON object with all data that consumers need
 * @param at the time by the engine's clock
 */
public record Fact(String kind, UUID subject, String body, Instant at) {}
