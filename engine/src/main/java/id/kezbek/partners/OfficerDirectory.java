package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds partners' officers; always asks the database, so that who was removed is gone at once. */
@Component
public class OfficerDirectory {

    private final Officers officers;

    OfficerDirectory(Officers officers) {
        this.officers = officers;
    }

    /** The officer with this e-mail address, compared without regard to case, of an active or a suspended partner. */
    public Optional<Officer> find(String email) {
        return officers.find(email);
    }

    /** The officer who is this person. */
    public Optional<Officer> findPerson(UUID person) {
        return officers.findPerson(person);
    }

    public Optional<Officer> find(PartnerId partner, UUID id) {
        return officers.find(partner, id);
    }
}
