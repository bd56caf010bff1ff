package id.kezbek.access.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.AccessSettings;
import id.kezbek.access.AddStaff;
import id.kezbek.access.PublishedKeys;
import id.kezbek.access.UserPool;
import id.kezbek.access.codes.Challenge;
import id.kezbek.access.codes.Challenges;
import id.kezbek.access.codes.KnownNetworks;
import id.kezbek.access.codes.OneTimeCodes;
import id.kezbek.access.codes.Requester;
import id.kezbek.access.passkeys.SecondFactor;
import id.kezbek.access.people.People;
import id.kezbek.access.people.Person;
import id.kezbek.access.people.Staff;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.EndedTokens;
import id.kezbek.access.sessions.RefreshTokens;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.sessions.Tokens;
import id.kezbek.access.signin.AnswerChallenge;
import id.kezbek.access.signin.OpenSession;
import id.kezbek.access.signin.RefreshSession;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.access.tokens.BuiltInIssuer;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.access.tokens.IdentityProvider.Identity;
import id.kezbek.access.tokens.IdentityProvider.LogIn;
import id.kezbek.access.tokens.SigningKeys;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine's log-in, sessions and tokens, with the identity provider of the test. */
@EngineTest
abstract class IdentitiesUnderTest {

    static final String CODE = "073915073915";
    static final Requester REQUESTER = new Requester(Requester.Surface.V2, "192.0.2.8");

    @Autowired
    EngineUnderTest engine;

    @Autowired
    TransactionTemplate transactions;

    abstract IdentityProvider provider();

    @AfterEach
    void turnTheClockBack() {
        engine.clock().reset();
    }

    Optional<UUID> sessionOf(String token) {
        return provider().decode(token).map(Identity::endsWith);
    }

    String staff() {
        String email = "identity-" + UUID.randomUUID() + "@kezbek.example";
        engine.get(AddStaff.class).add(email, "Somebody", Role.FINANCE);
        return email;
    }

    Person person(String email) {
        return engine.get(People.class)
                .find(email, EnumSet.allOf(Person.Kind.class))
                .orElseThrow();
    }

    OpenSession openSession() {
        return new OpenSession(
                engine.get(Sessions.class),
                engine.get(RefreshTokens.class),
                provider(),
                engine.get(AccessSettings.class),
                engine.get(Ids.class),
                engine.clock());
    }

    OpenSession.Opened opened(String email) {
        return Objects.requireNonNull(
                transactions.execute(status -> openSession().forPerson(person(email))));
    }

    Session session(String email) {
        return opened(email).session();
    }

    SignedIn signedIn(String email) {
        return openSession().vouchedFor(opened(email)).orElseThrow();
    }

    Tokens tokens() {
        return new Tokens(
                provider(),
                engine.get(SigningKeys.class),
                engine.get(Sessions.class),
                engine.get(People.class),
                engine.get(CredentialDirectory.class),
                engine.get(EndedTokens.class),
                engine.clock());
    }

    RefreshSession refreshSession() {
        return new RefreshSession(
                engine.get(RefreshTokens.class),
                engine.get(Sessions.class),
                openSession(),
                engine.get(People.class),
                engine.get(EndedTokens.class),
                engine.get(CredentialDirectory.class),
                engine.get(AuditLog.class),
                transactions,
                engine.clock());
    }

    PartnerDirectory partners() {
        return engine.get(PartnerDirectory.class);
    }

    OfficerDirectory officers() {
        return engine.get(OfficerDirectory.class);
    }

    static LogIn logIn(Session session) {
        return new LogIn(
                session.id(), Objects.requireNonNull(session.person()), session.caller(), Duration.ofMinutes(30));
    }

    /** A challenge with the code {@link #CODE}. */
    UUID challenge(String email, Instant now) {
        UUID id = UUID.randomUUID();
        OneTimeCodes codes = engine.get(OneTimeCodes.class);
        engine.get(Challenges.class)
                .add(
                        new Challenges.New(
                                new Challenge(id, now, now, now.plus(Duration.ofMinutes(10))),
                                REQUESTER.surface(),
                                codes.account(email),
                                new Challenges.Owner(person(email).id(), null),
                                codes.hash(
                                        id, new Challenges.Owner(person(email).id(), null), CODE),
                                codes.seal(id, CODE)),
                        0);
        return id;
    }

    AnswerChallenge answerChallenge() {
        return new AnswerChallenge(
                engine.get(Challenges.class),
                engine.get(KnownNetworks.class),
                engine.get(OneTimeCodes.class),
                engine.get(People.class),
                engine.get(SecondFactor.class),
                openSession(),
                engine.get(EndSession.class),
                engine.get(AuditLog.class),
                transactions,
                engine.clock());
    }

    UserPoolIdentities with(UserPool pool, PublishedKeys keys) {
        return new UserPoolIdentities(
                pool,
                engine.get(PoolAccounts.class),
                engine.get(Sessions.class),
                partners(),
                engine.get(BuiltInIssuer.class),
                keys.url(),
                Duration.ofSeconds(10));
    }

    /** Turns the clock by this time, then compares people with the users of a pool. */
    AlignUserPool.Aligned align(UserPool pool, Duration later) {
        engine.clock().advance(later);
        try {
            return new AlignUserPool(
                            pool,
                            engine.get(PoolAccounts.class),
                            engine.get(Staff.class),
                            officers(),
                            engine.get(Sessions.class),
                            engine.get(EndSession.class),
                            engine.clock())
                    .run(Duration.ofSeconds(30));
        } finally {
            engine.clock().reset();
        }
    }

    /** The person's user name in a pool. */
    String name(String email) {
        return UserPoolIdentities.name(person(email).id());
    }

    static void assertAway(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OUT_OF_SERVICE));
    }
}
