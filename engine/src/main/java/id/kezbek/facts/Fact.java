package id.kezbek.facts;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened.
 *
 * @param kind what happened, in upper snake case, such as PURCHASE_ACCEPTED
 * @param subject what it happened to: the id of a purchase, a payout, a partner
 * @param body a JSON object with what readers need, so that they need not ask back
 * @param at when, by the engine's clock
 */
public record Fact(String kind, UUID subject, String body, Instant at) {}
