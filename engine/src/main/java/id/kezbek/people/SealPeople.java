package id.kezbek.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends the clear text of people some days after an upgrade, and seals the rows of before. */
@Component
public class SealPeople {

    private final JdbcClient jdbc;
    private final PeopleAtRest people;
    private final List<PeopleRows> rows;
    private final Clock clock;
    private final Duration keptFor;

    SealPeople(
            JdbcClient jdbc,
            PeopleAtRest people,
            List<PeopleRows> rows,
            Clock clock,
            @Value("${cezbek.people.clear-text-kept-for:P7D}") Duration keptFor) {
        if (keptFor.isNegative()) {
            throw new IllegalArgumentException(
                    "cezbek.people.clear-text-kept-for must not be negative; set it to a duration such as P7D");
        }
        this.jdbc = jdbc;
        this.people = people;
        this.rows = rows;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /** How many rows it sealed. Until the clear text ends it seals none. */
    public int run() {
        if (isDue()) {
            jdbc.sql("select people.end_clear_text()").query().listOfRows();
        }
        return people.isClearTextWritten()
                ? 0
                : rows.stream().mapToInt(PeopleRows::sealRowsOfBefore).sum();
    }

    private boolean isDue() {
        return jdbc.sql("select ended_at is null and since <= ? from people.clear_text")
                .param(Timestamp.from(clock.instant().minus(keptFor)))
                .query(Boolean.class)
                .single();
    }
}
