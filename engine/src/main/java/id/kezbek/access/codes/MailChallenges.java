package id.kezbek.access.codes;

import id.kezbek.access.codes.Challenges.ToMail;
import id.kezbek.access.people.People;
import id.kezbek.access.people.Person;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Orders the e-mails that contain the codes of new challenges. A separate job does this, so that the response time of a
 * log-in does not reveal whether the engine sends an e-mail.
 */
@Component
public class MailChallenges {

    static final String TEMPLATE = TemplateName.OTP.name();

    private static final Logger log = LoggerFactory.getLogger(MailChallenges.class);

    private static final int AT_ONCE = 50;

    private final Challenges challenges;
    private final People people;
    private final OneTimeCodes codes;
    private final OrderEmail orderEmail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MailChallenges(
            Challenges challenges,
            People people,
            OneTimeCodes codes,
            OrderEmail orderEmail,
            TransactionTemplate transactions,
            Clock clock) {
        this.challenges = challenges;
        this.people = people;
        this.codes = codes;
        this.orderEmail = orderEmail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Orders the e-mails of the oldest challenges. If the code or the person of a challenge cannot be decrypted, only this
     * challenge gets no e-mail.
     *
     * @return whether more challenges may be waiting
     */
    public boolean mail() {
        return Objects.requireNonNull(transactions.execute(status -> {
            List<ToMail> due = challenges.takeToMail(AT_ONCE);
            due.forEach(this::mail);
            return due.size() == AT_ONCE;
        }));
    }

    private void mail(ToMail challenge) {
        order(challenge).ifPresent(orderEmail::order);
        challenges.mailed(challenge.id());
    }

    private Optional<OrderEmail.Order> order(ToMail challenge) {
        try {
            return Optional.ofNullable(challenge.owner().person())
                    .filter(person -> challenge.expiresAt().isAfter(clock.instant()))
                    .flatMap(person -> people.find(person, challenge.owner().partner()))
                    .map(person -> order(challenge, person));
        } catch (IllegalStateException unreadable) {
            log.atError()
                    .addKeyValue("challenge", Ids.text(challenge.id()))
                    .setCause(unreadable)
                    .log("The code of a log-in could not be decrypted; its person gets no e-mail");
            return Optional.empty();
        }
    }

    private OrderEmail.Order order(ToMail challenge, Person person) {
        UUID id = challenge.id();
        return new OrderEmail.Order(
                id,
                TEMPLATE,
                person.language(),
                person.email(),
                Map.of("minutes", minutesLeft(challenge.expiresAt())),
                Map.of("otp", codes.open(id, challenge.sealedCode())),
                challenge.expiresAt());
    }

    /**
     * Rounds to the nearest minute: the job runs a second or two after the request, and the e-mail should not show 9
     * minutes.
     */
    private long minutesLeft(Instant until) {
        return Math.max(1, ChronoUnit.MINUTES.between(clock.instant(), until.plusSeconds(30)));
    }
}
