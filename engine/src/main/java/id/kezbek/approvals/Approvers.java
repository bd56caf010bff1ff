package id.kezbek.approvals;

import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds the people with a role; the module that knows staff implements this interface. */
public interface Approvers {

    /** A person who may approve. */
    record Approver(UUID id, String email) {

        @Override
        public String toString() {
            return "Approver[" + Texts.maskedEmail(email) + "]";
        }
    }

    List<Approver> having(Set<Role> roles);
}
