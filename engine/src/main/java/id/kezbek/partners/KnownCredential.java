package id.kezbek.partners;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential as people tell it from others; of its key only the beginning is known, of its secret nothing.
 *
 * @param keyHint the first characters of its key; null for one of before they were kept
 * @param endsAt from when on it is no longer good; null where nobody has said
 * @param lastUsedAt when it last opened a session, to the minute
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
