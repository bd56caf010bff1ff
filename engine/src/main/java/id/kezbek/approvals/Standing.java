package id.kezbek.approvals;

import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.Optional;
import java.util.UUID;

/** Finds a person's identity and current role; the module that knows people implements this interface. */
public interface Standing {

    /**
     * A person who is currently staff or an officer.
     *
     * @param person the person's permanent id; it stays the same if the person returns or the address has another
     *     spelling
     */
    record Present(UUID person, Role role) {}

    /** The id of the person with this mailbox, even if the person is no longer staff or an officer. */
    Optional<UUID> mailbox(String address);

    /** The person who calls; empty if the caller is not a person, or is no longer staff or an officer. */
    Optional<Present> of(Caller caller);

    /** The person with this id; empty unless the person is currently staff or an officer. */
    Optional<Present> of(UUID person);
}
