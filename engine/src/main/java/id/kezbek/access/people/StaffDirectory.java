package id.kezbek.access.people;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Kezbek's people as those who look after them see them. */
@Component
public class StaffDirectory {

    /** More than there are; a page of all of them. */
    private static final int MEMBERS_MAX = 1_000;

    private final Staff staff;

    StaffDirectory(Staff staff) {
        this.staff = staff;
    }

    /** All of them, in the order in which they came. */
    public List<StaffMember> all() {
        return staff.all(MEMBERS_MAX).stream().map(StaffDirectory::member).toList();
    }

    public Optional<StaffMember> find(UUID id) {
        return staff.find(id).map(StaffDirectory::member);
    }

    /** Whether there is such a row, also one that is not believed. */
    public boolean isThere(UUID id) {
        return staff.row(id).isPresent();
    }

    private static StaffMember member(Staff.Member member) {
        return new StaffMember(member.id(), member.email(), member.name(), member.role(), member.addedAt());
    }
}
