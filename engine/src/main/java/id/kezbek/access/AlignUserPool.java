package id.kezbek.access;

import id.kezbek.partners.OfficerDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Lets an end at one side be one at the other: who was removed here is disabled in the user pool, and who was disabled
 * there loses the sessions here, which nothing else would tell before they are renewed.
 */
@Component
@ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
public class AlignUserPool {

    /** What was found to differ. */
    public record Aligned(int dismissed, int sessionsEnded) {}

    private static final int ACCOUNTS_AT_ONCE = 100;
    private static final int LISTS_MAX = 10;
    private static final int SESSIONS_MAX = 100;

    private final UserPool pool;
    private final PoolAccounts accounts;
    private final Staff staff;
    private final OfficerDirectory officers;
    private final Sessions sessions;
    private final EndSession endSession;
    private final Clock clock;

    AlignUserPool(
            UserPool pool,
            PoolAccounts accounts,
            Staff staff,
            OfficerDirectory officers,
            Sessions sessions,
            EndSession endSession,
            Clock clock) {
        this.pool = pool;
        this.accounts = accounts;
        this.staff = staff;
        this.officers = officers;
        this.sessions = sessions;
        this.endSession = endSession;
        this.clock = clock;
    }

    /**
     * Compares at most a thousand people, those first whose turn was longest ago.
     *
     * @param notWithin who was compared within this time is left for a later run
     */
    public Aligned run(Duration notWithin) {
        Instant notSince = clock.instant().minus(notWithin);
        int dismissed = 0;
        int ended = 0;
        for (int list = 0; list < LISTS_MAX; list++) {
            List<PoolAccounts.Account> taken = accounts.takeToCheck(notSince, ACCOUNTS_AT_ONCE);
            for (PoolAccounts.Account account : taken) {
                if (isGone(account)) {
                    dismiss(account.person());
                    dismissed++;
                } else {
                    ended += endWhereDisabled(account.person());
                }
            }
            if (taken.size() < ACCOUNTS_AT_ONCE) {
                break;
            }
        }
        return new Aligned(dismissed, ended);
    }

    private boolean isGone(PoolAccounts.Account account) {
        return account.partner() == null
                ? staff.find(account.person()).isEmpty()
                : officers.find(account.partner(), account.person()).isEmpty();
    }

    private void dismiss(UUID person) {
        pool.disable(UserPoolIdentities.name(person));
        accounts.dismissed(person);
    }

    /** Whoever has no session open costs the pool no call. */
    private int endWhereDisabled(UUID person) {
        List<Session> open = sessions.open(person, SESSIONS_MAX);
        if (open.isEmpty()
                || pool.find(UserPoolIdentities.name(person))
                        .filter(UserPool.User::isEnabled)
                        .isPresent()) {
            return 0;
        }
        open.forEach(endSession::endForNotAdmitted);
        return open.size();
    }
}
