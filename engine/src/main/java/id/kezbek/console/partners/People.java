package id.kezbek.console.partners;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Officers and credentials from API v2. */
public final class People {

    private People() {}

    public record Officer(
            String id,
            String state,
            String name,
            String email,
            String language,
            @Nullable Instant addedAt,
            @Nullable Instant expiresAt) {

        public boolean isProposed() {
            return state.equals("PROPOSED");
        }
    }

    public record Officers(List<Officer> items) {}

    public record Credential(
            String id,
            @Nullable String keyHint,
            String state,
            Instant createdAt,
            @Nullable Instant endsAt,
            @Nullable Instant lastUsedAt) {

        public boolean isGood() {
            return state.equals("GOOD");
        }
    }

    public record Credentials(List<Credential> items) {}
}
