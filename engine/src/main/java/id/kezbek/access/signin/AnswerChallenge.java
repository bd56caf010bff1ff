package id.kezbek.access.signin;

import id.kezbek.access.codes.Challenges;
import id.kezbek.access.codes.KnownNetworks;
import id.kezbek.access.codes.OneTimeCodes;
import id.kezbek.access.codes.Requester;
import id.kezbek.access.people.People;
import id.kezbek.access.people.Person;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Texts;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens a session after a correct answer to a challenge. */
@Component
public class AnswerChallenge {

    private static final Logger log = LoggerFactory.getLogger(AnswerChallenge.class);

    /** @param code the challenge to which the used code belongs */
    private record Answered(OpenSession.Opened opened, UUID code) {}

    private final Challenges challenges;
    private final KnownNetworks knownNetworks;
    private final OneTimeCodes codes;
    private final People people;
    private final OpenSession openSession;
    private final EndSession endSession;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public AnswerChallenge(
            Challenges challenges,
            KnownNetworks knownNetworks,
            OneTimeCodes codes,
            People people,
            OpenSession openSession,
            EndSession endSession,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.challenges = challenges;
        this.knownNetworks = knownNetworks;
        this.codes = codes;
        this.people = people;
        this.openSession = openSession;
        this.endSession = endSession;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns a session, or empty. The result is the same for every failure: an unknown, expired, answered or
     * exhausted challenge, a challenge without an owner or of the other API version, and a wrong code. Each call uses
     * one try.
     *
     * @throws Refusal OUT_OF_SERVICE if the identity provider does not respond; the code remains valid
     */
    public Optional<SignedIn> answer(UUID challenge, String code, Requester requester) {
        Optional<SignedIn> signedIn = Objects.requireNonNull(
                        transactions.execute(status -> judge(challenge, code, requester)))
                .flatMap(this::vouchedFor);
        signedIn.ifPresent(in -> log.atInfo()
                .addKeyValue("role", in.session().role())
                .addKeyValue("who", Texts.maskedEmail(in.session().subject()))
                .log("A person has logged in"));
        return signedIn;
    }

    /**
     * Ends the session again if the identity provider issues no token. If the provider does not respond, the code
     * remains valid.
     */
    private Optional<SignedIn> vouchedFor(Answered answered) {
        Optional<SignedIn> signedIn = Optional.empty();
        try {
            signedIn = openSession.vouchedFor(answered.opened());
            return signedIn;
        } catch (Refusal away) {
            transactions.executeWithoutResult(status -> challenges.reopen(answered.code()));
            throw away;
        } finally {
            if (signedIn.isEmpty()) {
                endSession.endForNotAdmitted(answered.opened().session());
            }
        }
    }

    private Optional<Answered> judge(UUID challenge, String code, Requester requester) {
        Instant now = clock.instant();
        Optional<Challenges.Tried> right = challenges
                .takeTry(challenge, requester.surface(), now)
                .filter(tried ->
                        MessageDigest.isEqual(codes.hash(tried.code(), tried.owner(), code), tried.codeHash()));
        Optional<Person> person = right.flatMap(tried -> person(tried.owner()))
                .filter(one -> requester.surface().kinds().contains(one.kind()));
        // A code works once, even if several challenges accept it. Of concurrent callers, only one can close it.
        if (right.isEmpty() || person.isEmpty() || !challenges.close(right.get().code(), now)) {
            return Optional.empty();
        }
        knownNetworks.note(right.get().account(), codes.network(requester), now);
        return Optional.of(new Answered(open(person.get()), right.get().code()));
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
