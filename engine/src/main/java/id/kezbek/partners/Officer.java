package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import java.time.Instant;
import java.util.UUID;

/**
 * One of a partner's people, who logs in with a code sent to the address.
 *
 * @param email nobody else's, whatever the case of its letters
 * @param language in which to write, {@code id} or {@code en}
 */
public record Officer(UUID id, PartnerId partner, String name, String email, String language, Instant createdAt) {

    public static final int NAME_MAX = 120;
    public static final String LANGUAGE_DEFAULT = "id";

    @Override
    public String toString() {
        return "Officer[" + id + ", " + Texts.maskedEmail(email) + "]";
    }
}
