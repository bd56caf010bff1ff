package id.kezbek.access;

import id.kezbek.access.Person.Kind;
import id.kezbek.approvals.AuditEntry;
import id.kezbek.approvals.AuditLog;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvents;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens a session for whoever answers a challenge with the code that was sent. */
@Component
public class AnswerChallenge {

    private static final Logger log = LoggerFactory.getLogger(AnswerChallenge.class);

    private final Challenges challenges;
    private final AccountTries tries;
    private final OneTimeCodes codes;
    private final People people;
    private final OpenSession openSession;
    private final EndSession endSession;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AnswerChallenge(
            Challenges challenges,
            AccountTries tries,
            OneTimeCodes codes,
            People people,
            OpenSession openSession,
            EndSession endSession,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.challenges = challenges;
        this.tries = tries;
        this.codes = codes;
        this.people = people;
        this.openSession = openSession;
        this.endSession = endSession;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** As {@link #anybody}, for officers only: v1's log-in. */
    public Optional<SignedIn> officer(UUID challenge, String code) {
        return answer(challenge, code, EnumSet.of(Kind.OFFICER));
    }

    /**
     * A session, or nothing: a challenge that never was, is nobody's, too old, answered, followed by a newer one or
     * tried too often, and a wrong code all look the same. A try is used up either way.
     *
     * @throws Refusal OUT_OF_SERVICE where the identity provider cannot say; the code stays good
     */
    public Optional<SignedIn> anybody(UUID challenge, String code) {
        return answer(challenge, code, EnumSet.allOf(Kind.class));
    }

    private Optional<SignedIn> answer(UUID challenge, String code, Set<Kind> kinds) {
        Optional<SignedIn> signedIn = Objects.requireNonNull(
                        transactions.execute(status -> judge(challenge, code, kinds)))
                .flatMap(opened -> vouchedFor(opened, challenge));
        signedIn.ifPresent(in -> log.atInfo()
                .addKeyValue("role", in.session().role())
                .addKeyValue("who", Texts.maskedEmail(in.session().subject()))
                .log("A person has logged in"));
        return signedIn;
    }

    /**
     * A session that gets no token, because the identity provider does not admit the person or nobody can say, ends again.
     * Where nobody can say, the code stays good: the person need not ask for another when it can be said.
     */
    private Optional<SignedIn> vouchedFor(OpenSession.Opened opened, UUID challenge) {
        Optional<SignedIn> signedIn = Optional.empty();
        try {
            signedIn = openSession.vouchedFor(opened);
            return signedIn;
        } catch (Refusal away) {
            reopen(challenge);
            throw away;
        } finally {
            if (signedIn.isEmpty()) {
                endSession.endForNotAdmitted(opened.session());
            }
        }
    }

    /** The account is locked, so that whoever asks for another code meanwhile comes before or after. */
    private void reopen(UUID challenge) {
        transactions.executeWithoutResult(status -> challenges
                .account(challenge)
                .ifPresent(account -> {
                    tries.take(account, clock.instant());
                    challenges.reopen(challenge);
                }));
    }

    private Optional<OpenSession.Opened> judge(UUID challenge, String code, Set<Kind> kinds) {
        Instant now = clock.instant();
        byte[] given = codes.hash(challenge, code);
        Optional<byte[]> account = challenges.account(challenge);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        SecurityEvents.claimed(Actor.account(account.get()));
        // The account is locked before the challenge, as it is by whoever asks for another.
        boolean mayAnswer = tries.take(account.get(), now).mayStillBeAnswered();
        Optional<Challenges.Tried> tried = challenges.takeTry(challenge, now);
        if (tried.isEmpty()) {
            return Optional.empty();
        }
        Optional<Person> person = tried.filter(one -> MessageDigest.isEqual(given, one.codeHash()) && mayAnswer)
                .flatMap(one -> person(one.owner()))
                .filter(one -> kinds.contains(one.kind()));
        if (person.isEmpty()) {
            tries.countWrong(account.get());
            return Optional.empty();
        }
        challenges.close(challenge, now);
        return Optional.of(open(person.get()));
    }

    private Optional<Person> person(Challenges.Owner owner) {
        UUID id = owner.person();
        return id == null ? Optional.empty() : people.find(id, owner.partner());
    }

    private OpenSession.Opened open(Person person) {
        OpenSession.Opened opened = openSession.forPerson(person);
        auditLog.append(new AuditEntry(
                person.email(),
                "LOGGED_IN",
                "session " + Ids.text(opened.session().id()),
                Map.of("role", person.role().name())));
        return opened;
    }
}
