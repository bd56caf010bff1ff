package id.kezbek.access;

import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens sessions and hands out their tokens, inside the transaction of a log-in or a refresh. */
@Component
class OpenSession {

    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final IdentityProvider identities;
    private final AccessSettings settings;
    private final Ids ids;
    private final Clock clock;

    OpenSession(
            Sessions sessions,
            RefreshTokens refreshTokens,
            IdentityProvider identities,
            AccessSettings settings,
            Ids ids,
            Clock clock) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.identities = identities;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    SignedIn forPerson(Person person) {
        return open(person.caller(), person.id(), null, settings.sessionTtl());
    }

    /** @param credential that the system signed with */
    SignedIn forSystem(Caller system, UUID credential) {
        return open(system, null, credential, settings.systemSessionTtl());
    }

    /** A new pair of tokens of a session that goes on. */
    SignedIn tokens(Session session) {
        Instant now = clock.instant();
        Instant refreshableUntil = earlier(now.plus(settings.refreshTokenTtl()), session.endsAt());
        Duration left = Duration.between(now, session.endsAt()).truncatedTo(ChronoUnit.SECONDS);
        Duration timeToLive = settings.tokenTtl().compareTo(left) < 0 ? settings.tokenTtl() : left;
        IdentityProvider.IssuedToken token = identities.issue(session.caller(), named(session), timeToLive);
        return new SignedIn(
                session,
                token.token(),
                token.expiresAt(),
                timeToLive,
                refreshTokens.issue(
                        session.id(),
                        refreshableUntil,
                        session.person() == null ? Digests.sha256(token.token()) : null),
                refreshableUntil);
    }

    private SignedIn open(Caller caller, @Nullable UUID person, @Nullable UUID credential, Duration timeToLive) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Session session = new Session(
                ids.next(),
                caller.role(),
                caller.subject(),
                caller.partner(),
                person,
                credential,
                now,
                now.plus(timeToLive));
        sessions.open(session);
        return tokens(session);
    }

    /**
     * People's tokens name their session, which is looked up at each call, so that a log-out ends them at once. A
     * system's name its credential, whose end is known in memory: a purchase must not pay for a look-up.
     */
    private static @Nullable UUID named(Session session) {
        return session.person() == null ? session.credential() : session.id();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
