package id.kezbek.access;

import id.kezbek.access.people.Staff;
import id.kezbek.access.staff.StaffAct;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds the first administrators to an installation without staff. Later changes of staff need two administrators, so
 * the method adds at least two.
 */
@Component
public class AddFirstAdministrators {

    private final Staff staff;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    AddFirstAdministrators(Staff staff, AuditLog auditLog, TransactionTemplate transactions, Ids ids, Clock clock) {
        this.staff = staff;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds an administrator for each address. Returns false, and adds no administrator, if the installation already has
     * staff.
     *
     * @param emails of at least two people; the part before the @ becomes the person's name
     * @throws IllegalArgumentException for fewer than two people or an invalid address; the message does not contain
     *     the address
     */
    public boolean add(List<String> emails) {
        requireTwoPeople(emails);
        return Objects.requireNonNull(transactions.execute(status -> {
            staff.lock();
            if (staff.isAnybody()) {
                return false;
            }
            emails.forEach(this::add);
            return true;
        }));
    }

    private static void requireTwoPeople(List<String> emails) {
        for (int i = 0; i < emails.size(); i++) {
            if (!Texts.isEmail(emails.get(i))) {
                throw new IllegalArgumentException("number " + (i + 1) + " is not an e-mail address");
            }
        }
        long different = emails.stream()
                .map(email -> email.toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        if (different < StaffAct.ADMINS_MIN) {
            throw new IllegalArgumentException("it names fewer than two different people");
        }
    }

    private void add(String email) {
        UUID id = ids.next();
        boolean added = staff.add(id, email, email.substring(0, email.indexOf('@')), Role.ADMIN, clock.instant());
        if (!added) {
            throw new IllegalArgumentException(
                    "one of the addresses belongs to an officer, or two of them belong to the same mailbox");
        }
        auditLog.append(AuditEntry.bySystem(
                "FIRST_ADMINISTRATOR_ADDED",
                "staff " + Ids.text(id),
                Map.of("email", email, "role", Role.ADMIN.name())));
    }
}
