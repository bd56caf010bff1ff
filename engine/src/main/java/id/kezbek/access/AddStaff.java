package id.kezbek.access;

import id.kezbek.access.people.Staff;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds a member of staff. */
@Component
public class AddStaff {

    private final Staff staff;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    AddStaff(Staff staff, TransactionTemplate transactions, Ids ids, Clock clock) {
        this.staff = staff;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds a person; changes nothing if the person already exists.
     *
     * @param email compared in lower case
     * @throws IllegalArgumentException if the role is not a role of staff or the e-mail address is malformed
     */
    public void add(String email, String name, Role role) {
        if (!role.isStaff()) {
            throw new IllegalArgumentException(role + " is not a role of staff");
        }
        if (!Texts.isEmail(email)) {
            throw new IllegalArgumentException("Staff need a well-formed e-mail address");
        }
        transactions.executeWithoutResult(status -> staff.add(ids.next(), email, name, role, clock.instant()));
    }
}
