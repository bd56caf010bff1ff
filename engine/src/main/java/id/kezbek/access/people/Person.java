package id.kezbek.access.people;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who may log in.
 *
 * @param id the id of the row; a person who is added again gets a new id
 * @param person the permanent id of the person
 * @param partner the officer's partner; null for Kezbek's staff
 * @param language of e-mails to this person; null for the installation's language
 */
public record Person(
        UUID id,
        UUID person,
        String email,
        String name,
        Role role,
        @Nullable PartnerId partner,
        @Nullable String language) {

    public enum Kind {
        STAFF,
        OFFICER
    }

    public Kind kind() {
        return role.isStaff() ? Kind.STAFF : Kind.OFFICER;
    }

    public Caller caller() {
        return new Caller(role, email, partner);
    }

    @Override
    public String toString() {
        return "Person[" + role + ", " + Texts.maskedEmail(email) + "]";
    }
}
