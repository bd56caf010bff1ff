package id.kezbek.access.emergency;

import id.kezbek.access.BreakGlassCodes;
import id.kezbek.access.people.People;
import id.kezbek.access.people.Person;
import id.kezbek.access.people.Person.Kind;
import id.kezbek.access.people.StaffDirectory;
import id.kezbek.access.people.StaffMember;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.access.tokens.IdentityProvider.IssuedToken;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Logs an administrator in with a break-glass code. The log-in needs no challenge, no failure count, no e-mail, no
 * Redis and no user pool. The session is short and cannot be refreshed. Each code works once. The audit log records
 * each use, and all staff get an e-mail.
 */
@Component
public class BreakGlass {

    /** The duration of the session, long enough to repair the normal log-in. */
    static final Duration SESSION = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(BreakGlass.class);
    private static final Duration MAIL_USEFUL_FOR = Duration.ofDays(7);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'WIB'", Locale.ENGLISH)
            .withZone(Jakarta.ZONE);

    /** A session and its only token. */
    public record Opened(Session session, String token, Instant expiresAt) {

        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    private final BreakGlassCodes codes;
    private final UsedBreakGlass used;
    private final People people;
    private final StaffDirectory staff;
    private final Sessions sessions;
    private final IdentityProvider identities;
    private final AuditLog auditLog;
    private final OrderEmail orderEmail;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    BreakGlass(
            BreakGlassCodes codes,
            UsedBreakGlass used,
            People people,
            StaffDirectory staff,
            Sessions sessions,
            IdentityProvider identities,
            AuditLog auditLog,
            OrderEmail orderEmail,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.codes = codes;
        this.used = used;
        this.people = people;
        this.staff = staff;
        this.sessions = sessions;
        this.identities = identities;
        this.auditLog = auditLog;
        this.orderEmail = orderEmail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Opens a session. Returns empty, without a reason, for a wrong code, a used code and a person who is not an
     * administrator.
     */
    public Optional<Opened> open(String email, String code) {
        Optional<Session> session = codes.find(email, code)
                .flatMap(entry ->
                        Objects.requireNonNull(transactions.execute(status -> people.find(email, EnumSet.of(Kind.STAFF))
                                .filter(person -> person.role() == Role.ADMIN)
                                .filter(person -> used.take(entry, person.id(), clock.instant()))
                                .map(this::open))));
        return session.map(this::vouchedFor);
    }

    private Session open(Person administrator) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Session session = new Session(
                ids.next(),
                administrator.role(),
                administrator.email(),
                null,
                administrator.id(),
                null,
                now,
                now.plus(SESSION));
        sessions.open(session);
        auditLog.append(new AuditEntry(
                administrator.email(),
                "BREAK_GLASS_USED",
                "session " + Ids.text(session.id()),
                Map.of("role", administrator.role().name())));
        staff.all().forEach(member -> orderEmail.order(told(member, administrator, now)));
        return session;
    }

    private OrderEmail.Order told(StaffMember member, Person administrator, Instant at) {
        return new OrderEmail.Order(
                ids.next(),
                TemplateName.OPERATOR_ALERT.name(),
                null,
                member.email(),
                Map.of("alert", "A break-glass code was used", "date", DATE.format(at)),
                Map.of(
                        "detail",
                        "The code of " + administrator.email() + " opened an administrator's session of one hour. If"
                                + " this was not planned: remove this person from staff, which ends the session, and"
                                + " read the audit log. In any case create new codes (docs/operations.md)."),
                at.plus(MAIL_USEFUL_FOR));
    }

    /** The engine issues the token itself, because the user pool may be unavailable. */
    private Opened vouchedFor(Session session) {
        log.atWarn()
                .addKeyValue("session", Ids.text(session.id()))
                .addKeyValue("staff", Ids.text(Objects.requireNonNull(session.person())))
                .log("A break-glass code was used");
        IssuedToken token = identities.issue(session.caller(), session.id(), SESSION);
        return new Opened(session, token.token(), token.expiresAt());
    }
}
