package id.kezbek.access.sessions;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The period from a log-in to a log-out.
 *
 * @param person the member of staff or officer; null for a partner's system
 * @param credential the credential of a partner's system; the session ends when the credential is revoked; null for a
 *     person
 * @param endsAt the latest end of the session; a refresh does not extend it
 */
public record Session(
        UUID id,
        Role role,
        String subject,
        @Nullable PartnerId partner,
        @Nullable UUID person,
        @Nullable UUID credential,
        Instant openedAt,
        Instant endsAt) {

    public Caller caller() {
        return new Caller(role, subject, partner);
    }

    /** A copy with the person's e-mail address, which a stored session does not contain. */
    public Session of(String other) {
        return new Session(id, role, other, partner, person, credential, openedAt, endsAt);
    }

    @Override
    public String toString() {
        return "Session[" + id + ", " + role + ", " + Texts.maskedEmail(subject) + "]";
    }
}
