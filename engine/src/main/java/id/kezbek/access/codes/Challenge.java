package id.kezbek.access.codes;

import java.time.Instant;
import java.util.UUID;

/**
 * A challenge for a log-in.
 *
 * @param resendFrom the earliest time at which the client may request another challenge
 * @param expiresAt no answer is accepted from this time on
 */
public record Challenge(UUID id, Instant createdAt, Instant resendFrom, Instant expiresAt) {}
