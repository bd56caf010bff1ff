package id.kezbek.access.passkeys;

import id.kezbek.access.passkeys.PasskeySettings.Rule;
import id.kezbek.access.people.People;
import id.kezbek.access.people.Person;
import id.kezbek.access.sessions.Session;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.settings.Live;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The passkeys of the caller. A person who has a passkey must use it to add or remove a passkey. So an attacker with a
 * stolen session cannot change the passkeys.
 */
@Component
public class OwnPasskeys {

    /**
     * The options for the authenticator.
     *
     * @param create for {@code navigator.credentials.create}
     * @param get for {@code navigator.credentials.get}; null if the person has no passkey yet
     */
    public record Asked(JsonNode create, @Nullable JsonNode get, Instant expiresAt) {}

    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final Ceremonies ceremonies;
    private final PasskeyRecords records;
    private final People people;
    private final Live<PasskeySettings> settings;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    OwnPasskeys(
            Passkeys passkeys,
            PasskeyChallenges challenges,
            Ceremonies ceremonies,
            PasskeyRecords records,
            People people,
            Live<PasskeySettings> settings,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.ceremonies = ceremonies;
        this.records = records;
        this.people = people;
        this.settings = settings;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The passkeys, the oldest first. */
    public List<Passkey> of(Session session) {
        return passkeys.of(person(session).id());
    }

    public Asked ask(Session session) {
        Person person = person(session);
        return required(() -> {
            PasskeyChallenges.Challenge made = challenges.make(session.id(), null, clock.instant());
            List<Passkey> held = passkeys.of(person.id());
            return new Asked(
                    ceremonies.creation(person, held, made.bytes()),
                    passkeys.isHeld(person.id()) ? ceremonies.assertion(held, made.bytes()) : null,
                    made.expiresAt());
        });
    }

    /**
     * Adds a passkey. The first passkey ends the person's other sessions.
     *
     * @param created the authenticator's answer
     * @param confirmation the answer of an existing passkey; null if the person has no passkey
     * @throws Refusal PASSKEY_REQUIRED if the confirmation is missing; PASSKEY_INVALID; STATE_CONFLICT for too many
     *     passkeys or a passkey that is registered already
     */
    public Passkey add(Session session, String name, JsonNode created, @Nullable JsonNode confirmation) {
        Person person = person(session);
        return required(() -> {
            passkeys.lock(person.id());
            Instant now = now();
            byte[] challenge = challenge(session, now);
            confirm(person, challenge, confirmation, now);
            Passkey passkey = ceremonies.created(created, challenge, ids.next(), person.id(), name, now);
            records.add(passkey, person, session.id());
            return passkey;
        });
    }

    /**
     * Removes a passkey and ends the person's other sessions.
     *
     * @throws Refusal NOT_FOUND; PASSKEY_INVALID; STATE_CONFLICT for the last passkey, if the settings require one for
     *     staff
     */
    public void remove(Session session, UUID id, JsonNode confirmation) {
        Person person = person(session);
        transactions.executeWithoutResult(status -> {
            passkeys.lock(person.id());
            Instant now = now();
            List<Passkey> held = passkeys.of(person.id());
            Passkey passkey = held.stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "you have no passkey with this id"));
            if (held.size() == 1 && settings.get().staff() == Rule.REQUIRED) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT, "staff need a passkey; add another one before you remove the last");
            }
            confirm(person, challenge(session, now), confirmation, now);
            records.remove(passkey, person, session.id());
        });
    }

    private void confirm(Person person, byte[] challenge, @Nullable JsonNode confirmation, Instant now) {
        if (!passkeys.isHeld(person.id())) {
            return;
        }
        if (confirmation == null) {
            throw new Refusal(
                    ErrorCode.PASSKEY_REQUIRED,
                    "you have a passkey: send its answer to the challenge in the field confirmation");
        }
        records.use(ceremonies.used(confirmation, challenge, passkeys.of(person.id()), now));
    }

    private byte[] challenge(Session session, Instant now) {
        return challenges.take(session.id(), now).orElseThrow(() -> Ceremonies.invalid("its challenge has expired"));
    }

    private Person person(Session session) {
        return people.find(Objects.requireNonNull(session.person()), null)
                .orElseThrow(() -> new Refusal(ErrorCode.SESSION_EXPIRED, "session expired"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T required(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }
}
