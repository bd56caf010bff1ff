package id.kezbek.access.passkeys;

import id.kezbek.access.people.Person;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Changes passkeys. Each change is audited and mailed to the person in the same transaction. */
@Component
class PasskeyRecords {

    /** More than a person carries. */
    private static final int PASSKEYS_MAX = 10;

    private static final Duration MAIL_USEFUL_FOR = Duration.ofDays(7);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'WIB'", Locale.ENGLISH)
            .withZone(Jakarta.ZONE);

    private final Passkeys passkeys;
    private final AuditLog auditLog;
    private final OrderEmail orderEmail;
    private final Ids ids;
    private final Clock clock;

    PasskeyRecords(Passkeys passkeys, AuditLog auditLog, OrderEmail orderEmail, Ids ids, Clock clock) {
        this.passkeys = passkeys;
        this.auditLog = auditLog;
        this.orderEmail = orderEmail;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Refusal PASSKEY_INVALID if another use of the same passkey came first */
    void use(Ceremonies.Use use) {
        if (!passkeys.use(use.before(), use.after())) {
            throw Ceremonies.invalid("another log-in used the passkey at the same time");
        }
    }

    /** @throws Refusal STATE_CONFLICT for too many, or if the credential is registered already */
    void add(Passkey passkey, Person person) {
        if (passkeys.of(passkey.staff()).size() >= PASSKEYS_MAX) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "you have " + PASSKEYS_MAX + " passkeys already; remove one first");
        }
        if (!passkeys.add(passkey)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "this passkey is registered already");
        }
        auditLog.append(
                new AuditEntry(person.email(), "PASSKEY_ADDED", subject(passkey.id()), Map.of("name", passkey.name())));
        tell(
                person.email(),
                "A passkey was added to your account",
                "The passkey \"" + passkey.name() + "\" is now needed at your log-in. If you did not add it, tell an"
                        + " administrator at once: two administrators can remove it, which also ends your sessions.");
    }

    void remove(Passkey passkey, Person person) {
        if (!passkeys.remove(passkey.staff(), passkey.id())) {
            throw new Refusal(ErrorCode.NOT_FOUND, "you have no passkey with this id");
        }
        auditLog.append(new AuditEntry(
                person.email(), "PASSKEY_REMOVED", subject(passkey.id()), Map.of("name", passkey.name())));
        tell(
                person.email(),
                "A passkey was removed from your account",
                "The passkey \"" + passkey.name()
                        + "\" no longer works. If you did not remove it, tell an administrator" + " at once.");
    }

    /** Removes what the person has lost, by the decision of two others. The approval is the audit entry. */
    int removeAll(UUID staff, String email) {
        int removed = passkeys.removeAll(staff);
        tell(
                email,
                "Your passkeys were removed",
                "Two administrators removed all passkeys of your account and ended its sessions. Log in again and add a"
                        + " passkey. If you did not ask for this, tell another administrator at once.");
        return removed;
    }

    private static String subject(UUID passkey) {
        return "passkey " + Ids.text(passkey);
    }

    private void tell(String email, String what, String detail) {
        Instant now = clock.instant();
        orderEmail.order(new OrderEmail.Order(
                ids.next(),
                TemplateName.OPERATOR_ALERT.name(),
                null,
                email,
                Map.of("alert", what, "date", DATE.format(now)),
                Map.of("detail", detail),
                now.plus(MAIL_USEFUL_FOR)));
    }
}
