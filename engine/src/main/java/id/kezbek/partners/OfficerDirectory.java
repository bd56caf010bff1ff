package id.kezbek.partners;

import id.kezbek.partners.officers.Officers;
import id.kezbek.shared.PartnerId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds officers. Every search reads the database, so that a removal takes effect at once. */
@Component
public class OfficerDirectory {

    private static final int OFFICERS_MAX = 100;

    private final Officers officers;

    OfficerDirectory(Officers officers) {
        this.officers = officers;
    }

    /** The officer with this e-mail address, ignoring upper and lower case, of an active or suspended partner. */
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

    /** A partner's officers, in the order in which they were added. */
    public List<Officer> of(PartnerId partner) {
        return officers.of(partner, OFFICERS_MAX);
    }
}
