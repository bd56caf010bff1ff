package id.kezbek.people.sealing;

import id.kezbek.people.Mentions;
import id.kezbek.people.PeopleAtRest;
import id.kezbek.people.PeopleRows;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Some days after an upgrade, stops writing people's data in clear text and seals the existing rows. */
@Component
public class SealPeople {

    private static final int PORTION = 500;

    private final JdbcClient jdbc;
    private final PeopleAtRest people;
    private final List<PeopleRows> rows;
    private final List<Mentions> mentions;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration keptFor;

    SealPeople(
            JdbcClient jdbc,
            PeopleAtRest people,
            List<PeopleRows> rows,
            List<Mentions> mentions,
            PlatformTransactionManager transactions,
            Clock clock,
            @Value("${cezbek.people.clear-text-kept-for:P7D}") Duration keptFor) {
        if (keptFor.isNegative()) {
            throw new IllegalArgumentException(
                    "cezbek.people.clear-text-kept-for must not be negative; set it to a duration, for example P7D");
        }
        this.jdbc = jdbc;
        this.people = people;
        this.rows = rows;
        this.mentions = mentions;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /**
     * Does nothing as long as engines write clear text. After that time, one transaction seals all existing clear text.
     * Then engines write no clear text, and ignore clear text in rows with a sealed value.
     */
    public PeopleRows.Sealed run() {
        return ofPeople().plus(new PeopleRows.Sealed(ofMentions(), 0));
    }

    private PeopleRows.Sealed ofPeople() {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean isDue = isDue("clear_text");
            if (!isDue && people.isClearTextWritten()) {
                return PeopleRows.Sealed.NONE;
            }
            PeopleRows.Sealed sealed = rows.stream()
                    .map(PeopleRows::sealRowsOfBefore)
                    .reduce(PeopleRows.Sealed.NONE, PeopleRows.Sealed::plus);
            if (isDue) {
                jdbc.sql("select people.end_clear_text()").query().listOfRows();
            }
            return sealed;
        }));
    }

    /**
     * Seals mentions in portions, because the number of mentions may be as large as the number of customers. Engines no
     * longer write new clear texts at this time.
     */
    private int ofMentions() {
        transactions.executeWithoutResult(status -> {
            if (isDue("clear_mentions")) {
                jdbc.sql("select people.end_clear_mentions()").query().listOfRows();
            }
        });
        return people.areMentionsClear()
                ? 0
                : mentions.stream().mapToInt(this::ofMentions).sum();
    }

    private int ofMentions(Mentions some) {
        int all = 0;
        int sealed;
        do {
            sealed = Objects.requireNonNull(transactions.execute(status -> some.sealSome(PORTION)));
            all += sealed;
        } while (sealed > 0);
        return all;
    }

    private boolean isDue(String what) {
        return jdbc.sql("select ended_at is null and since <= ? from people." + what)
                .param(Timestamp.from(clock.instant().minus(keptFor)))
                .query(Boolean.class)
                .single();
    }
}
