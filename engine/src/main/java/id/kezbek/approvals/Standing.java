package id.kezbek.approvals;

import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.Optional;
import java.util.UUID;

/** A person's identity and present role; the module that knows people implements it. */
public interface Standing {

    /**
     * A person who is staff or an officer now.
     *
     * @param person stays the same for ever, also after a leave and with another spelling of the address
     */
    record Present(UUID person, Role role) {}

    /** The person of a mailbox, whether or not the person is staff or an officer now. */
    Optional<UUID> mailbox(String address);

    /** Empty if the caller is not a person, or no longer staff or an officer. */
    Optional<Present> of(Caller caller);

    /** The present member of staff or officer with this person id. */
    Optional<Present> of(UUID person);
}
