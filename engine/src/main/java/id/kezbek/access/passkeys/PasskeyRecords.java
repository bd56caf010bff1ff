package id.kezbek.access.passkeys;

import id.kezbek.access.people.Person;
import id.kezbek.access.sessions.EndSession;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes passkeys. The same transaction writes the audit entry and orders an e-mail to the person. Adding the first
 * passkey or removing a passkey ends the person's other sessions. An attacker may have opened such a session without a
 * passkey or with a lost device.
 */
@Component
class PasskeyRecords {

    private static final int PASSKEYS_MAX = 10;

    private static final Duration MAIL_USEFUL_FOR = Duration.ofDays(7);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'WIB'", Locale.ENGLISH)
            .withZone(Jakarta.ZONE);

    private final Passkeys passkeys;
    private final AuditLog auditLog;
    private final EndSession endSession;
    private final OrderEmail orderEmail;
    private final Ids ids;
    private final Clock clock;

    PasskeyRecords(
            Passkeys passkeys, AuditLog auditLog, EndSession endSession, OrderEmail orderEmail, Ids ids, Clock clock) {
        this.passkeys = passkeys;
        this.auditLog = auditLog;
        this.endSession = endSession;
        this.orderEmail = orderEmail;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Refusal PASSKEY_INVALID if another log-in used the passkey at the same time */
    void use(Ceremonies.Use use) {
        if (!passkeys.use(use.before(), use.after())) {
            throw Ceremonies.invalid("another log-in used the passkey at the same time");
        }
    }

    /**
     * Adds a passkey.
     *
     * @param session the session in which the person adds the passkey; null if the person is not logged in yet
     * @throws Refusal STATE_CONFLICT for too many passkeys, or if the credential is registered already
     */
    void add(Passkey passkey, Person person, @Nullable UUID session) {
        boolean isFirst = !passkeys.isHeld(passkey.staff());
        if (passkeys.of(passkey.staff()).size() >= PASSKEYS_MAX) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "you have " + PASSKEYS_MAX + " passkeys already; remove one first");
        }
        if (!passkeys.add(passkey)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "this passkey is registered already");
        }
        int ended = isFirst ? endSession.endOthers(person.id(), person.email(), session) : 0;
        audit(passkey, person, "PASSKEY_ADDED", ended);
        tell(
                person.email(),
                "A passkey was added to your account",
                "The passkey \"" + passkey.name() + "\" is now needed at your log-in. If you did not add it, tell an"
                        + " administrator at once: two administrators can remove it, which also ends your sessions.");
    }

    /** @param session the session in which the person removes the passkey; this session stays open */
    void remove(Passkey passkey, Person person, UUID session) {
        if (!passkeys.remove(passkey.staff(), passkey.id())) {
            throw new Refusal(ErrorCode.NOT_FOUND, "you have no passkey with this id");
        }
        int ended = endSession.endOthers(person.id(), person.email(), session);
        audit(passkey, person, "PASSKEY_REMOVED", ended);
        tell(
                person.email(),
                "A passkey was removed from your account",
                "The passkey \"" + passkey.name()
                        + "\" no longer works, and your other sessions have ended. If you did not remove it, tell an"
                        + " administrator at once.");
    }

    /** Removes all passkeys of the person after two other administrators agreed. The approval is the audit entry. */
    int removeAll(UUID staff, String email) {
        int removed = passkeys.removeAll(staff);
        tell(
                email,
                "Your passkeys were removed",
                "Two administrators removed all passkeys of your account and ended its sessions. Log in again and add a"
                        + " passkey. If you did not ask for this, tell another administrator at once.");
        return removed;
    }

    private void audit(Passkey passkey, Person person, String act, int sessionsEnded) {
        auditLog.append(new AuditEntry(
                person.email(),
                act,
                "passkey " + Ids.text(passkey.id()),
                Map.of("name", passkey.name(), "sessions_ended", Integer.toString(sessionsEnded))));
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
