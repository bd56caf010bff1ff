package id.kezbek.access.codes;

import java.time.Instant;
import java.util.UUID;

/**
 * A challenge for a log-in.
 *
 * @param resendFrom the earliest time of the next one
 * @param expiresAt it cannot be answered from this time on
 */
public record Challenge(UUID id, Instant createdAt, Instant resendFrom, Instant expiresAt) {}
