package id.kezbek.access.people;

import id.kezbek.access.people.Person.Kind;
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
 * Finds the people who may log in now: staff, and officers of partners that are not suspended. The removal of a person
 * takes effect at once; the suspension of a partner takes effect within a second.
 */
@Component
public class People {

    private final Staff staff;
    private final OfficerDirectory officers;
    private final PartnerDirectory partners;

    People(Staff staff, OfficerDirectory officers, PartnerDirectory partners) {
        this.staff = staff;
        this.officers = officers;
        this.partners = partners;
    }

    /**
     * The person with this e-mail address; empty if the person is of another kind. The method always searches staff and
     * officers, so that its duration does not reveal which addresses exist.
     */
    public Optional<Person> find(String email, Set<Kind> kinds) {
        Optional<Staff.Member> member = staff.find(email);
        Optional<Officer> officer = officers.find(email);
        return first(member, officer).filter(person -> kinds.contains(person.kind()));
    }

    /**
     * An earlier version could give one address to a member of staff and to an officer. The person who was added first
     * keeps the address.
     */
    private Optional<Person> first(Optional<Staff.Member> member, Optional<Officer> officer) {
        boolean isMember = member.isPresent()
                && officer.filter(
                                other -> other.createdAt().isBefore(member.get().addedAt()))
                        .isEmpty();
        return isMember
                ? member.map(People::person)
                : officer.filter(this::isAdmitted).map(People::person);
    }

    /** The caller's person; empty if the person is no longer a member of staff or an officer of the partner. */
    public Optional<Person> find(Caller caller) {
        return find(caller.subject(), EnumSet.allOf(Kind.class))
                .filter(person -> Objects.equals(person.partner(), caller.partner()));
    }

    /** The current member of staff or officer with this person id. */
    Optional<Person> findPerson(UUID person) {
        return staff.ofPerson(person).stream()
                .findFirst()
                .map(People::person)
                .or(() -> officers.findPerson(person).filter(this::isAdmitted).map(People::person));
    }

    /** @param partner the officer's partner; null for staff */
    public Optional<Person> find(UUID id, @Nullable PartnerId partner) {
        return partner == null
                ? staff.find(id).map(People::person)
                : officers.find(partner, id).filter(this::isAdmitted).map(People::person);
    }

    /** The officer of a suspended partner; empty if the partner is active or the officer was removed. */
    public Optional<Person> findSuspended(UUID id, PartnerId partner) {
        return isActive(partner) ? Optional.empty() : officers.find(partner, id).map(People::person);
    }

    /** Whether the partner is active. A new partner is found at once. */
    public boolean isActive(PartnerId partner) {
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
