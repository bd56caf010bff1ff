package id.kezbek.access.people;

import id.kezbek.partners.AdoptOfficers;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Checks every row of staff and officers. */
@Component
public class VerifyPeople {

    /**
     * The maximum number of rows in a report. After the repair of these rows, the next report contains further rows.
     */
    private static final int NAMED_MAX = 20;

    private static final int MEMBERS_MAX = 100_000;

    /**
     * The result of the check. The lists contain the table and the id of each row.
     *
     * @param notBelieved rows without a valid MAC
     * @param sharing old rows with a mailbox that belongs to another person
     */
    public record Found(int rows, List<String> notBelieved, List<String> sharing) {

        public Found {
            notBelieved = List.copyOf(notBelieved);
            sharing = List.copyOf(sharing);
        }
    }

    private final Staff staff;
    private final AdoptOfficers officers;
    private final Mailboxes mailboxes;

    VerifyPeople(Staff staff, AdoptOfficers officers, Mailboxes mailboxes) {
        this.staff = staff;
        this.officers = officers;
        this.mailboxes = mailboxes;
    }

    public Found look() {
        List<String> notBelieved = new ArrayList<>();
        List<String> sharing = new ArrayList<>();
        List<Staff.Row> members = staff.rows(MEMBERS_MAX);
        members.forEach(row -> sort(row.isBelieved(), "staff ", row.member().id(), notBelieved, sharing));
        int rows = members.size()
                + officers.each(
                        (officer, isBelieved) -> sort(isBelieved, "officer ", officer.id(), notBelieved, sharing));
        return new Found(rows, notBelieved, sharing);
    }

    private void sort(boolean isBelieved, String what, UUID id, List<String> notBelieved, List<String> sharing) {
        if (!isBelieved) {
            name(what, id, notBelieved);
        } else if (!mailboxes.isHolder(id)) {
            name(what, id, sharing);
        }
    }

    private static void name(String what, UUID id, List<String> found) {
        if (found.size() < NAMED_MAX) {
            found.add(what + Ids.text(id));
        }
    }
}
