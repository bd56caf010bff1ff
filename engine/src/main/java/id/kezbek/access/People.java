package id.kezbek.access;

import id.kezbek.access.Person.Kind;
import id.kezbek.partners.Officer;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.Objects;
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
        Optional<Staff.Member> member = staff.find(email);
        Optional<Officer> officer = officers.find(email);
        return first(member, officer).filter(person -> kinds.contains(person.kind()));
    }

    /** One address is one person: where a member of staff and an officer share it from before, who came first has it. */
    private Optional<Person> first(Optional<Staff.Member> member, Optional<Officer> officer) {
        boolean isMember = member.isPresent()
                && officer.filter(
                                other -> other.createdAt().isBefore(member.get().addedAt()))
                        .isEmpty();
        return isMember
                ? member.map(People::person)
                : officer.filter(this::isAdmitted).map(People::person);
    }

    /** The caller, where still staff or an officer of the partner. */
    Optional<Person> find(Caller caller) {
        return find(caller.subject(), EnumSet.allOf(Kind.class))
                .filter(person -> Objects.equals(person.partner(), caller.partner()));
    }

    /** The member of staff or officer who is this person now. */
    Optional<Person> findPerson(UUID person) {
        return staff.ofPerson(person).stream()
                .findFirst()
                .map(People::person)
                .or(() -> officers.findPerson(person).filter(this::isAdmitted).map(People::person));
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
        return new Person(
                member.id(),
                Objects.requireNonNull(member.person()),
                member.email(),
                member.name(),
                member.role(),
                null,
                null);
    }

    private static Person person(Officer officer) {
        return new Person(
                officer.id(),
                Objects.requireNonNull(officer.person()),
                officer.email(),
                officer.name(),
                Role.OFFICER,
                officer.partner(),
                officer.language());
    }
}
