package id.kezbek.access.people;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The list of Kezbek's people for administrators. */
@Component
public class StaffDirectory {

    /** The maximum number of members on a page. An installation has fewer members, so one page shows all. */
    private static final int MEMBERS_MAX = 1_000;

    private final Staff staff;

    StaffDirectory(Staff staff) {
        this.staff = staff;
    }

    /** All members, in the order in which they were added. */
    public List<StaffMember> all() {
        return staff.all(MEMBERS_MAX).stream().map(StaffDirectory::member).toList();
    }

    public Optional<StaffMember> find(UUID id) {
        return staff.find(id).map(StaffDirectory::member);
    }

    /** Whether the row exists, even with an invalid MAC. */
    public boolean isThere(UUID id) {
        return staff.row(id).isPresent();
    }

    private static StaffMember member(Staff.Member member) {
        return new StaffMember(member.id(), member.email(), member.name(), member.role(), member.addedAt());
    }
}
