package id.kezbek.access.people;

import id.kezbek.approvals.Standing;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The current identity of people for approvals, read from rows of staff and officers with a valid MAC. */
@Component
class PresentPeople implements Standing {

    private final People people;
    private final Mailboxes mailboxes;

    PresentPeople(People people, Mailboxes mailboxes) {
        this.people = people;
        this.mailboxes = mailboxes;
    }

    @Override
    public Optional<UUID> mailbox(String address) {
        return mailboxes.person(address);
    }

    @Override
    public Optional<Present> of(Caller caller) {
        return people.find(caller).map(PresentPeople::present);
    }

    @Override
    public Optional<Present> of(UUID person) {
        return people.findPerson(person).map(PresentPeople::present);
    }

    private static Present present(Person person) {
        Role role = person.role();
        return new Present(person.person(), role);
    }
}
