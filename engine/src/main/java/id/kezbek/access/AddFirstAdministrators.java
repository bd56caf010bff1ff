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
 * Adds the first two administrators to an installation without staff, because adding any further administrator needs
 * two administrators.
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
     * Adds an administrator for each address. If the installation already has staff, the method adds nobody and returns
     * false.
     *
     * @param emails of different people; the part before the @ is the name until somebody changes it
     * @throws IllegalArgumentException for fewer than two people or an invalid address; the message gives the position
     *     in the list but no address
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
