package id.kezbek.console.staff;

import java.time.Instant;
import java.util.List;

/** A member of staff from API v2. */
public record Member(String id, String email, String name, String role, Instant addedAt, int passkeys) {

    /** All members of staff, the oldest entry first. */
    public record Members(List<Member> items) {}
}
