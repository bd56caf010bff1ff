package id.kezbek.access.pool;

import id.kezbek.access.UserPool;
import id.kezbek.access.people.Staff;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Aligns the engine's people with the user pool. People who were removed from the engine are disabled in the pool.
 * People who were disabled in the pool lose their sessions.
 */
@Component
@ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
public class AlignUserPool {

    /**
     * The result of a run.
     *
     * @param failed the number of people for whom the call failed while the pool was available
     */
    public record Aligned(int dismissed, int sessionsEnded, int failed) {

        private static final Aligned NOTHING = new Aligned(0, 0, 0);
        private static final Aligned FAILED = new Aligned(0, 0, 1);

        private Aligned and(Aligned other) {
            return new Aligned(dismissed + other.dismissed, sessionsEnded + other.sessionsEnded, failed + other.failed);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(AlignUserPool.class);

    private static final int ACCOUNTS_AT_ONCE = 100;
    private static final int LISTS_MAX = 10;
    private static final int SESSIONS_MAX = 100;

    /**
     * The maximum number of failures in a run. Each failure may take two timeouts. The run must finish before the
     * engine considers it lost.
     */
    private static final int FAILURES_MAX = 30;

    /** A user name that does not exist. A request for this user shows whether the pool responds. */
    private static final String NOBODY = "nobody";

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
     * Compares at most a thousand people with the pool. People with the oldest comparison come first.
     *
     * @param notWithin people who were compared within this time are skipped
     * @throws Refusal OUT_OF_SERVICE if the pool is unavailable, or fails for too many people
     */
    public Aligned run(Duration notWithin) {
        Instant notSince = clock.instant().minus(notWithin);
        Aligned all = Aligned.NOTHING;
        for (int list = 0; list < LISTS_MAX; list++) {
            List<PoolAccounts.Account> taken = accounts.takeToCheck(notSince, ACCOUNTS_AT_ONCE);
            for (PoolAccounts.Account account : taken) {
                all = all.and(align(account, all.failed()));
            }
            if (taken.size() < ACCOUNTS_AT_ONCE) {
                break;
            }
        }
        return all;
    }

    /** An error about one person does not stop the run, unless the pool does not respond at all. */
    private Aligned align(PoolAccounts.Account account, int failedBefore) {
        try {
            return isGone(account) ? dismissed(account.person()) : new Aligned(0, endWhereDisabled(account), 0);
        } catch (Refusal failed) {
            pool.find(NOBODY);
            log.atWarn()
                    .addKeyValue("user", UserPoolIdentities.name(account.person()))
                    .log("The user pool did not respond for one user; the comparison continues with the others");
            if (failedBefore + 1 >= FAILURES_MAX) {
                throw failed;
            }
            return Aligned.FAILED;
        }
    }

    private boolean isGone(PoolAccounts.Account account) {
        return account.partner() == null
                ? staff.find(account.person()).isEmpty()
                : officers.find(account.partner(), account.person()).isEmpty();
    }

    private Aligned dismissed(UUID person) {
        pool.disable(UserPoolIdentities.name(person));
        accounts.dismissed(person);
        return new Aligned(1, 0, 0);
    }

    /**
     * A person without open sessions is checked only until the engine has seen the person's user in a pool. The engine
     * records this. If the user is missing later, it was deleted, and the engine does not create it again.
     */
    private int endWhereDisabled(PoolAccounts.Account account) {
        List<Session> open = sessions.open(account.person(), SESSIONS_MAX);
        if (open.isEmpty() && account.knownTo() != null) {
            return 0;
        }
        Optional<UserPool.User> user = pool.find(UserPoolIdentities.name(account.person()));
        if (user.isPresent() && !pool.issuer().equals(account.knownTo())) {
            accounts.noteKnownTo(pool.issuer(), account.person());
        }
        if (user.filter(UserPool.User::isEnabled).isPresent()) {
            return 0;
        }
        open.forEach(endSession::endForNotAdmitted);
        return open.size();
    }
}
