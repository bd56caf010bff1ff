package id.kezbek.access.signin;

import id.kezbek.access.AccessSettings;
import id.kezbek.access.people.Person;
import id.kezbek.access.sessions.RefreshTokens;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.access.tokens.IdentityProvider.IssuedToken;
import id.kezbek.access.tokens.IdentityProvider.LogIn;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens sessions and issues their tokens. The log-in's transaction writes the session. A person's token may come from
 * another system (the user pool), so the engine requests it outside any transaction.
 */
@Component
public class OpenSession {

    /** A person's session for which no access token has been issued yet. */
    public record Opened(Session session, String refreshToken, Instant refreshableUntil) {

        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final IdentityProvider identities;
    private final AccessSettings settings;
    private final Ids ids;
    private final Clock clock;

    public OpenSession(
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

    public Opened forPerson(Person person) {
        return refreshable(open(person.caller(), person.id(), null, settings.sessionTtl()), null);
    }

    /**
     * Gets the session's token from the identity provider; empty if the provider refuses the person. Call this method
     * outside any transaction.
     */
    public Optional<SignedIn> vouchedFor(Opened opened) {
        return identities.signIn(logIn(opened.session())).map(token -> signedIn(opened, token));
    }

    /** @param credential the credential of the system */
    SignedIn forSystem(Caller system, UUID credential) {
        Session session = open(system, null, credential, settings.systemSessionTtl());
        return goingOn(session, systemToken(session));
    }

    /**
     * Gets a new token for an open session; empty if the identity provider no longer accepts the person. Call this
     * method outside any transaction.
     */
    Optional<IssuedToken> renewed(Session session) {
        return session.person() == null ? Optional.of(systemToken(session)) : identities.renew(logIn(session));
    }

    /** The session with its new access token and refresh token. */
    SignedIn goingOn(Session session, IssuedToken token) {
        return signedIn(refreshable(session, session.person() == null ? token : null), token);
    }

    /** @param systems the access token of a partner's system; null for people */
    private Opened refreshable(Session session, @Nullable IssuedToken systems) {
        Instant until = earlier(clock.instant().plus(settings.refreshTokenTtl()), session.endsAt());
        return new Opened(session, refreshTokens.issue(session.id(), until, systems), until);
    }

    private static SignedIn signedIn(Opened opened, IssuedToken token) {
        return new SignedIn(
                opened.session(),
                token.token(),
                token.expiresAt(),
                token.timeToLive(),
                opened.refreshToken(),
                opened.refreshableUntil());
    }

    private Session open(Caller caller, @Nullable UUID person, @Nullable UUID credential, Duration timeToLive) {
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
        return session;
    }

    /**
     * A system's token names its credential. Every process has the revoked credentials in memory, so a purchase needs
     * no query.
     */
    private IssuedToken systemToken(Session session) {
        return identities.issue(session.caller(), session.credential(), timeToLive(session));
    }

    /** A person's token names the session. Each request checks this session, so a log-out takes effect at once. */
    private LogIn logIn(Session session) {
        return new LogIn(session.id(), Objects.requireNonNull(session.person()), session.caller(), timeToLive(session));
    }

    private Duration timeToLive(Session session) {
        Duration left = Duration.between(clock.instant(), session.endsAt()).truncatedTo(ChronoUnit.SECONDS);
        return settings.tokenTtl().compareTo(left) < 0 ? settings.tokenTtl() : left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
