package id.kezbek.access;

import id.kezbek.access.AccountTries.Tries;
import id.kezbek.access.Person.Kind;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives whoever wants to log in a challenge, whose answer goes to the e-mail address by a job. An address that nobody has
 * is treated alike to the last statement: it gets a challenge that belongs to nobody, so that neither the answer nor its
 * time tells who exists.
 */
@Component
public class RequestChallenge {

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    static final Duration COOL_DOWN = Duration.ofSeconds(60);

    private final People people;
    private final Challenges challenges;
    private final AccountTries tries;
    private final OneTimeCodes codes;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    RequestChallenge(
            People people,
            Challenges challenges,
            AccountTries tries,
            OneTimeCodes codes,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.people = people;
        this.challenges = challenges;
        this.tries = tries;
        this.codes = codes;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** As {@link #forAnybody}, where only an officer's challenge can be answered: v1's log-in. */
    public Challenge forOfficer(String email) {
        return request(email, EnumSet.of(Kind.OFFICER));
    }

    /**
     * A challenge for this address; while the last one is younger than the cool-down, that one again and no new e-mail.
     *
     * @throws Refusal TOO_MANY_REQUESTS where too many were asked for or answered wrongly within a day, until its end
     */
    public Challenge forAnybody(String email) {
        return request(email, EnumSet.allOf(Kind.class));
    }

    private Challenge request(String email, Set<Kind> kinds) {
        Optional<Person> person = people.find(email, kinds);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = ids.next();
        String code = codes.make();
        Challenges.New made = new Challenges.New(
                new Challenge(id, now, now.plus(COOL_DOWN), now.plus(GOOD_FOR)),
                codes.account(email),
                owner(person),
                codes.hash(id, code),
                codes.seal(id, code));
        return Objects.requireNonNull(transactions.execute(status -> record(made, now)));
    }

    private Challenge record(Challenges.New made, Instant now) {
        Tries today = tries.take(made.account(), now);
        Optional<Challenge> coolingDown = challenges.coolingDown(made.account(), now);
        if (coolingDown.isPresent()) {
            return coolingDown.get();
        }
        if (today.isUsedUp()) {
            throw Refusal.tooMany(
                    "too many codes were asked for or answered wrongly; log in again later",
                    Duration.between(now, today.until()));
        }
        challenges.replace(made);
        tries.countChallenge(made.account());
        return made.challenge();
    }

    private static Challenges.Owner owner(Optional<Person> person) {
        @Nullable UUID id = person.map(Person::id).orElse(null);
        @Nullable PartnerId partner = person.map(Person::partner).orElse(null);
        return new Challenges.Owner(id, partner);
    }
}
