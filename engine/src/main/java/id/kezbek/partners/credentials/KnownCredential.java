package id.kezbek.partners.credentials;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential without its secret, and with only the first characters of its key.
 *
 * @param keyHint the first characters of its key; null for old credentials
 * @param endsAt when it expires; null if it does not expire
 * @param lastUsedAt when it last opened a session, accurate to the minute
 */
public record KnownCredential(
        UUID id,
        @Nullable String keyHint,
        Instant createdAt,
        @Nullable Instant endsAt,
        @Nullable Instant lastUsedAt) {

    public boolean isGoodAt(Instant at) {
        return endsAt == null || endsAt.isAfter(at);
    }
}
