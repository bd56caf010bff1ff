package id.kezbek.access;

import id.kezbek.access.Person.Kind;
import id.kezbek.partners.Officer;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds who may log in now: Kezbek's staff, and the officers of partners that are not suspended. Who was removed is gone
 * at once; a suspension is felt as soon as the partners' snapshot has it, within a second.
 */
@Component
class People {

    private final Staff staff;
    private final OfficerDirectory officers;
    private final PartnerDirectory partners;

    People(Staff staff, OfficerDirectory officers, PartnerDirectory partners) {
        this.staff = staff;
        this.officers = officers;
        this.partners = partners;
    }

    /**
     * Who has this e-mail address, among these kinds. It asks for both kinds whatever comes of the first, so that the
     * time taken does not tell who exists.
     */
    Optional<Person> find(String email, Set<Kind> kinds) {
        Optional<Person> member = staff.find(email).map(People::person);
        Optional<Person> officer = officers.find(email).filter(this::isAdmitted).map(People::person);
        return member.filter(person -> kinds.contains(Kind.STAFF))
                .or(() -> officer.filter(person -> kinds.contains(Kind.OFFICER)));
    }

    /** @param partner whose officer it is; null for staff */
    Optional<Person> find(UUID id, @Nullable PartnerId partner) {
        return partner == null
                ? staff.find(id).map(People::person)
                : officers.find(partner, id).filter(this::isAdmitted).map(People::person);
    }

    /** One that was onboarded a moment ago is found too. */
    boolean isActive(PartnerId partner) {
        return partners.find(partner).filter(Partner::isActive).isPresent();
    }

    private boolean isAdmitted(Officer officer) {
        return isActive(officer.partner());
    }

    private static Person person(Staff.Member member) {
        return new Person(member.id(), member.email(), member.name(), member.role(), null, null);
    }

    private static Person person(Officer officer) {
        return new Person(
                officer.id(), officer.email(), officer.name(), Role.OFFICER, officer.partner(), officer.language());
    }
}
