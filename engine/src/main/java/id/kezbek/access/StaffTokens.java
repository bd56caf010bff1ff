package id.kezbek.access;

import id.kezbek.access.people.Staff;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * Creates tokens for Kezbek's staff without a log-in. Only the seed data of the sandbox needs such tokens. The session
 * of a token ends when the person is removed.
 */
@Component
public class StaffTokens {

    private final Staff staff;
    private final Sessions sessions;
    private final IdentityProvider identities;
    private final Ids ids;
    private final Clock clock;

    StaffTokens(Staff staff, Sessions sessions, IdentityProvider identities, Ids ids, Clock clock) {
        this.staff = staff;
        this.sessions = sessions;
        this.identities = identities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Creates a token for the member of staff with this e-mail address and with the member's role.
     *
     * @throws Refusal NOT_FOUND if no member has this address
     */
    public String issue(String email, Duration timeToLive) {
        Staff.Member member = staff.find(email)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no member of staff has this e-mail address"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Session session = new Session(
                ids.next(), member.role(), member.email(), null, member.id(), null, now, now.plus(timeToLive));
        sessions.open(session);
        return identities.issue(session.caller(), session.id(), timeToLive).token();
    }
}
