package id.kezbek.access.signin;

import id.kezbek.access.codes.Challenges;
import id.kezbek.access.codes.KnownNetworks;
import id.kezbek.access.codes.OneTimeCodes;
import id.kezbek.access.codes.Requester;
import id.kezbek.access.passkeys.SecondFactor;
import id.kezbek.access.passkeys.SecondFactor.Need;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens a session after a correct answer to a challenge, and after the passkey of a person who needs one. */
@Component
public class AnswerChallenge {

    private static final Logger log = LoggerFactory.getLogger(AnswerChallenge.class);

    /** The caller's answer. */
    private record Given(UUID challenge, String code, SecondFactor.@Nullable Given passkey, boolean opens) {}

    /** The result of an answer to a challenge. */
    public sealed interface Result {

        record LoggedIn(SignedIn signedIn) implements Result {}

        /**
         * The code is wrong, the challenge cannot be used, or the identity provider refuses the person. A challenge
         * cannot be used if it is unknown, expired, closed, without tries, without an owner, or of the other API
         * version.
         */
        record WrongCode() implements Result {}

        /** The code is right and remains valid; the person also needs a passkey. */
        record PasskeyWanted(SecondFactor.Asked asked) implements Result {}

        /** The code is right and remains valid, but the passkey's answer is refused. */
        record WrongPasskey(Refusal refusal, SecondFactor.Asked asked) implements Result {}

        /**
         * The code is right and needs no passkey. The code remains valid, because the caller only asked whether a
         * passkey is needed.
         */
        record NoPasskeyWanted() implements Result {}
    }

    private sealed interface Judgement {

        /** @param code the id of the challenge for which the code was created */
        record Opened(OpenSession.Opened opened, UUID code) implements Judgement {}

        record Other(Result result) implements Judgement {}
    }

    private final Challenges challenges;
    private final KnownNetworks knownNetworks;
    private final OneTimeCodes codes;
    private final People people;
    private final SecondFactor secondFactor;
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
            SecondFactor secondFactor,
            OpenSession openSession,
            EndSession endSession,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.challenges = challenges;
        this.knownNetworks = knownNetworks;
        this.codes = codes;
        this.people = people;
        this.secondFactor = secondFactor;
        this.openSession = openSession;
        this.endSession = endSession;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Opens a session for a person who needs no passkey; empty if the code is wrong or the person needs a passkey.
     *
     * @throws Refusal OUT_OF_SERVICE if the identity provider does not respond; the code remains valid
     */
    public Optional<SignedIn> answer(UUID challenge, String code, Requester requester) {
        return answer(challenge, code, null, requester) instanceof Result.LoggedIn in
                ? Optional.of(in.signedIn())
                : Optional.empty();
    }

    /**
     * Opens a session. Each call uses one try.
     *
     * @param passkey the answer of the person's passkey; null for the code alone
     * @throws Refusal OUT_OF_SERVICE if the identity provider does not respond; the code remains valid
     */
    public Result answer(UUID challenge, String code, SecondFactor.@Nullable Given passkey, Requester requester) {
        return answer(new Given(challenge, code, passkey, true), requester);
    }

    /**
     * Uses one try. If the code is right, returns whether the person needs a passkey, and the options for the
     * authenticator.
     */
    public Result askForPasskey(UUID challenge, String code, Requester requester) {
        return answer(new Given(challenge, code, null, false), requester);
    }

    private Result answer(Given given, Requester requester) {
        Result result = switch (Objects.requireNonNull(transactions.execute(status -> judge(given, requester)))) {
            case Judgement.Opened opened ->
                vouchedFor(opened).<Result>map(Result.LoggedIn::new).orElseGet(Result.WrongCode::new);
            case Judgement.Other other -> other.result();
        };
        if (result instanceof Result.LoggedIn in) {
            log.atInfo()
                    .addKeyValue("role", in.signedIn().session().role())
                    .addKeyValue(
                            "who", Texts.maskedEmail(in.signedIn().session().subject()))
                    .log("A person has logged in");
        }
        return result;
    }

    /**
     * If the identity provider refuses the person or does not respond, the new session ends. If the provider does not
     * respond, the code can be used again.
     */
    private Optional<SignedIn> vouchedFor(Judgement.Opened answered) {
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

    private Judgement judge(Given given, Requester requester) {
        Instant now = clock.instant();
        Optional<Challenges.Tried> right = challenges
                .takeTry(given.challenge(), requester.surface(), now)
                .filter(tried ->
                        MessageDigest.isEqual(codes.hash(tried.code(), tried.owner(), given.code()), tried.codeHash()));
        Optional<Person> person = right.flatMap(tried -> person(tried.owner()))
                .filter(one -> requester.surface().kinds().contains(one.kind()));
        if (right.isEmpty() || person.isEmpty()) {
            return new Judgement.Other(new Result.WrongCode());
        }
        Need need = secondFactor.of(person.get());
        if (need != Need.NONE && given.passkey() == null) {
            return new Judgement.Other(new Result.PasskeyWanted(secondFactor.ask(given.challenge(), person.get())));
        }
        if (!given.opens()) {
            return new Judgement.Other(new Result.NoPasskeyWanted());
        }
        return open(given, right.get(), person.get(), need, requester);
    }

    private Judgement open(Given given, Challenges.Tried right, Person person, Need need, Requester requester) {
        // Several challenges may accept the same code. Only one of several concurrent callers can close the challenge
        // for which the code was created. So a code works only once.
        if (!challenges.close(right.code(), clock.instant())) {
            return new Judgement.Other(new Result.WrongCode());
        }
        if (need != Need.NONE) {
            try {
                secondFactor.accept(given.challenge(), person, Objects.requireNonNull(given.passkey()));
            } catch (Refusal refused) {
                // The refusal is returned and not thrown, because the transaction must commit the used try.
                challenges.reopen(right.code());
                return new Judgement.Other(
                        new Result.WrongPasskey(refused, secondFactor.ask(given.challenge(), person)));
            }
        }
        knownNetworks.note(right.account(), codes.network(requester), clock.instant());
        return new Judgement.Opened(open(person, need), right.code());
    }

    private Optional<Person> person(Challenges.Owner owner) {
        UUID id = owner.person();
        return id == null ? Optional.empty() : people.find(id, owner.partner());
    }

    private OpenSession.Opened open(Person person, Need need) {
        OpenSession.Opened opened = openSession.forPerson(person);
        auditLog.append(new AuditEntry(
                person.email(),
                "LOGGED_IN",
                "session " + Ids.text(opened.session().id()),
                Map.of("role", person.role().name(), "passkey", need == Need.NONE ? "no" : "yes")));
        return opened;
    }
}
