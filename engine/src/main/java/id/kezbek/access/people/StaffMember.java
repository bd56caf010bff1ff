package id.kezbek.access.people;

import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import java.time.Instant;
import java.util.UUID;

/** A member of Kezbek's staff. */
public record StaffMember(UUID id, String email, String name, Role role, Instant addedAt) {

    public static final int NAME_MAX = 120;

    @Override
    public String toString() {
        return "StaffMember[" + Texts.maskedEmail(email) + ", " + role + "]";
    }
}
