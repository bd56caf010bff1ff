package id.kezbek.access;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody who wants to log in has to answer.
 *
 * @param resendFrom a new one is not made before
 * @param expiresAt it cannot be answered from then on
 */
public record Challenge(UUID id, Instant createdAt, Instant resendFrom, Instant expiresAt) {}
