package id.kezbek.partners.credentials;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential without the secret, and with only the first characters of the key.
 *
 * @param keyHint the first characters of the key; null for old credentials
 * @param endsAt the expiry time; null if the credential does not expire
 * @param lastUsedAt when the credential last opened a session, accurate to the minute
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
