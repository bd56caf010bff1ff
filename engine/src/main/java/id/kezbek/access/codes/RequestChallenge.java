package id.kezbek.access.codes;

import id.kezbek.access.codes.CodeBuckets.Rule;
import id.kezbek.access.people.People;
import id.kezbek.access.people.Person;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates a challenge for a log-in. A job later sends the code by e-mail. For an unknown e-mail address, the engine
 * runs the same SQL statements and creates a challenge without an owner. So neither the response nor its duration
 * reveals whether the address is known.
 *
 * <p>A request does not change earlier challenges. Two buckets limit the number of e-mails: one for the caller's
 * network, and one for all networks from which the account has never logged in. If a bucket is empty, the engine sends
 * no e-mail. A new v2 challenge then accepts the code that was mailed last. This code is already in the mailbox and
 * cannot be guessed. So a stranger who empties the buckets cannot lock the person out.
 */
@Component
public class RequestChallenge {

    static final Duration GOOD_FOR = Duration.ofMinutes(10);
    /** Clients must wait this long before the next request, because an e-mail takes some time. */
    static final Duration COOL_DOWN = Duration.ofSeconds(60);

    static final int CODES_MAX = 6;
    /** The limit for one unknown network: half of the tokens that all unknown networks share. */
    static final int CODES_MAX_OF_STRANGER = 3;
    /** Limits the challenges without an e-mail: at first 10 per account and network, then one every 30 seconds. */
    private static final Rule WITHOUT_MAIL = new Rule(10, Duration.ofSeconds(30));

    /** The buckets of a request, in the order in which they are locked. */
    private record Buckets(byte[] own, Rule ownRule, byte[] wide, Rule wideRule) {}

    private final People people;
    private final Challenges challenges;
    private final CodeBuckets buckets;
    private final KnownNetworks knownNetworks;
    private final OneTimeCodes codes;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RequestChallenge(
            People people,
            Challenges challenges,
            CodeBuckets buckets,
            KnownNetworks knownNetworks,
            OneTimeCodes codes,
            TransactionTemplate transactions,
            Clock clock) {
        this.people = people;
        this.challenges = challenges;
        this.buckets = buckets;
        this.knownNetworks = knownNetworks;
        this.codes = codes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Creates a challenge for this e-mail address. Only a log-in of the same API version can use the challenge.
     *
     * @throws Refusal TOO_MANY_REQUESTS after too many requests, with the time until the next request (minutes)
     */
    public Challenge ask(String email, Requester requester) {
        Optional<Person> person = people.find(email, requester.surface().kinds());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = codes.challengeId();
        String code = codes.make(requester.surface().digits());
        Challenges.New made = new Challenges.New(
                new Challenge(id, now, now.plus(COOL_DOWN), now.plus(GOOD_FOR)),
                requester.surface(),
                codes.account(email),
                owner(person),
                codes.hash(id, owner(person), code),
                codes.seal(id, code));
        return Objects.requireNonNull(transactions.execute(status -> record(made, requester, now)));
    }

    private Challenge record(Challenges.New made, Requester requester, Instant now) {
        byte[] account = made.account();
        Buckets from = buckets(account, requester, now);
        int price = requester.surface().priceOfCode();
        if (take(account, from, price, now)) {
            challenges.add(made, 0);
            return made.challenge();
        }
        // If there are too few tokens for a v1 code with all its tries, the engine creates a code with a single try.
        if (price > 1 && take(account, from, 1, now)) {
            challenges.add(made, Challenges.TRIES_MAX - 1);
            return made.challenge();
        }
        return withoutMail(made, requester, now).orElseThrow(() -> tooMany(account, from, now));
    }

    private boolean take(byte[] account, Buckets from, int price, Instant now) {
        if (!buckets.take(account, from.own(), from.ownRule(), price, now)) {
            return false;
        }
        if (buckets.take(account, from.wide(), from.wideRule(), price, now)) {
            return true;
        }
        buckets.giveBack(account, from.own(), from.ownRule(), price);
        return false;
    }

    private Optional<Challenge> withoutMail(Challenges.New made, Requester requester, Instant now) {
        byte[] bucket = codes.bucket(requester, "without mail");
        return requester.surface().isUnguessable() && buckets.take(made.account(), bucket, WITHOUT_MAIL, 1, now)
                ? challenges.addForNewestCode(made, now)
                : Optional.empty();
    }

    private Refusal tooMany(byte[] account, Buckets from, Instant now) {
        Instant own = buckets.nextAt(account, from.own(), from.ownRule(), now);
        Instant wide = buckets.nextAt(account, from.wide(), from.wideRule(), now);
        Duration wait = Duration.between(now, own.isAfter(wide) ? own : wide);
        return Refusal.tooMany(
                "too many codes were requested for this address; request a code again later", wait.plusMillis(999));
    }

    private Buckets buckets(byte[] account, Requester requester, Instant now) {
        Duration every = requester.surface().refilledEvery();
        int price = requester.surface().priceOfCode();
        Rule whole = new Rule(CODES_MAX * price, every);
        byte[] own = codes.bucket(requester, "of a network");
        return knownNetworks.contains(account, codes.network(requester), now)
                ? new Buckets(own, whole, codes.bucket(requester, "of a known network"), whole)
                : new Buckets(
                        own,
                        new Rule(CODES_MAX_OF_STRANGER * price, every.multipliedBy(2)),
                        codes.bucketOfStrangers(requester.surface()),
                        whole);
    }

    private static Challenges.Owner owner(Optional<Person> person) {
        @Nullable UUID id = person.map(Person::id).orElse(null);
        @Nullable PartnerId partner = person.map(Person::partner).orElse(null);
        return new Challenges.Owner(id, partner);
    }
}
