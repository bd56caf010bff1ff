package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A partner's officer. Officers log in with an e-mailed code.
 *
 * @param id the row's id; an officer who is removed and added again gets a new id
 * @param person the id of the person, which never changes; null only in an invalid row
 * @param email the e-mail address, which is unique, ignoring upper and lower case
 * @param language the language of e-mails, {@code id} or {@code en}
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

    public @Nullable Object[] signed() {
        return new @Nullable Object[] {id, person, partner.value(), name, email, language, createdAt};
    }

    @Override
    public String toString() {
        return "Officer[" + id + ", " + Texts.maskedEmail(email) + "]";
    }
}
