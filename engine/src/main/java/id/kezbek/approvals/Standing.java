package id.kezbek.approvals;

import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.Optional;
import java.util.UUID;

/** Who somebody is and which role they have at this moment; the module that knows people brings it as a component. */
public interface Standing {

    /**
     * A person who is staff or an officer now.
     *
     * @param person the same for ever, also after a leave and under another spelling of the address
     */
    record Present(UUID person, Role role) {}

    /** Whose mailbox an address is, whether or not the person is staff or an officer now. */
    Optional<UUID> mailbox(String address);

    /** Empty where the caller is nobody's person, or not any more. */
    Optional<Present> of(Caller caller);

    /** The member of staff or officer who is this person now. */
    Optional<Present> of(UUID person);
}
