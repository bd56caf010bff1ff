package id.kezbek.access.passkeys;

import id.kezbek.access.passkeys.PasskeySettings.Rule;
import id.kezbek.access.people.Person;
import id.kezbek.access.people.Person.Kind;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.settings.Live;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The second step of a log-in: after a correct code, the person uses a passkey. */
@Component
public class SecondFactor {

    public enum Need {
        NONE,
        /** The person has a passkey and must use it. */
        USE,
        /** The person has no passkey and must register one. */
        REGISTER
    }

    /**
     * The options for the authenticator.
     *
     * @param options for {@code navigator.credentials.get} (USE) or {@code create} (REGISTER)
     */
    public record Asked(Need need, JsonNode options, Instant expiresAt) {}

    /**
     * The authenticator's answer, as the caller sent it.
     *
     * @param credential the credential as JSON
     * @param name of a new passkey; null for the default
     */
    public record Given(JsonNode credential, @Nullable String name) {

        @Override
        public String toString() {
            return "Given[hidden]";
        }
    }

    static final String NAME = "Passkey";

    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final Ceremonies ceremonies;
    private final PasskeyRecords records;
    private final Live<PasskeySettings> settings;
    private final Ids ids;
    private final Clock clock;

    SecondFactor(
            Passkeys passkeys,
            PasskeyChallenges challenges,
            Ceremonies ceremonies,
            PasskeyRecords records,
            Live<PasskeySettings> settings,
            Ids ids,
            Clock clock) {
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.ceremonies = ceremonies;
        this.records = records;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Whether the person needs a passkey. Requires a transaction. The person's passkeys cannot change until this
     * transaction ends.
     */
    public Need of(Person person) {
        if (person.kind() != Kind.STAFF) {
            return Need.NONE;
        }
        passkeys.lock(person.id());
        if (passkeys.isHeld(person.id())) {
            return Need.USE;
        }
        return settings.get().staff() == Rule.REQUIRED ? Need.REGISTER : Need.NONE;
    }

    /** @param logIn the challenge of the log-in */
    public Asked ask(UUID logIn, Person person) {
        PasskeyChallenges.Challenge made = challenges.make(logIn, person.id(), clock.instant());
        Need need = of(person);
        List<Passkey> held = passkeys.of(person.id());
        return new Asked(
                need,
                need == Need.USE
                        ? ceremonies.assertion(held, made.bytes())
                        : ceremonies.creation(person, held, made.bytes()),
                made.expiresAt());
    }

    /**
     * Verifies the passkey's answer and records the use or the new passkey. Requires a transaction.
     *
     * @throws Refusal PASSKEY_INVALID
     */
    public void accept(UUID logIn, Person person, Given given) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] challenge =
                challenges.take(logIn, now).orElseThrow(() -> Ceremonies.invalid("its challenge has expired"));
        if (of(person) == Need.USE) {
            records.use(ceremonies.used(given.credential(), challenge, passkeys.of(person.id()), now));
        } else {
            String name = Objects.requireNonNullElse(given.name(), NAME);
            Passkey created = ceremonies.created(given.credential(), challenge, ids.next(), person.id(), name, now);
            records.add(created, person, null);
        }
    }
}
