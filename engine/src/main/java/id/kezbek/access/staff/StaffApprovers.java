package id.kezbek.access.staff;

import id.kezbek.access.people.StaffDirectory;
import id.kezbek.approvals.Approvers;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the members of Kezbek's staff who may approve a proposal. */
@Component
class StaffApprovers implements Approvers {

    private final StaffDirectory staff;

    StaffApprovers(StaffDirectory staff) {
        this.staff = staff;
    }

    @Override
    public List<Approver> having(Set<Role> roles) {
        return staff.all().stream()
                .filter(member -> roles.contains(member.role()))
                .map(member -> new Approver(member.id(), member.email()))
                .toList();
    }
}
