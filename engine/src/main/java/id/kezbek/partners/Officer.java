package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of a partner's people, who logs in with a code sent to the address.
 *
 * @param id of the row, new whenever the officer joins
 * @param person the same for ever; null only in a row that is not believed
 * @param email nobody else's, whatever the case of its letters
 * @param language in which to write, {@code id} or {@code en}
 */
public record Officer(
        UUID id,
        @Nullable UUID person,
        PartnerId partner,
        String name,
        String email,
        String language,
        Instant createdAt) {

    public static final int NAME_MAX = 120;
    public static final String LANGUAGE_DEFAULT = "id";

    @Nullable
    Object[] signed() {
        return new @Nullable Object[] {id, person, partner.value(), name, email, language, createdAt};
    }

    @Override
    public String toString() {
        return "Officer[" + id + ", " + Texts.maskedEmail(email) + "]";
    }
}
