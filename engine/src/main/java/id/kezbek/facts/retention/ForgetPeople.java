package id.kezbek.facts.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes phone numbers, e-mail addresses and purchase references from events that all consumers have read. The events
 * remain. Personal data then remains only in the records of customers and payouts, where the engine can correct and
 * erase the data.
 */
@Component
public class ForgetPeople {

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 10_000;

    private record Chunk(int looked, int forgotten) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keptFor;

    ForgetPeople(JdbcClient jdbc, Clock clock, @Value("${cezbek.facts.personal-data-kept-for:P2D}") Duration keptFor) {
        if (!keptFor.isPositive()) {
            throw new IllegalArgumentException(
                    "cezbek.facts.personal-data-kept-for must be above zero, for example P2D");
        }
        this.jdbc = jdbc;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /**
     * Processes at most ten million events; later runs process the remaining events.
     *
     * @return the number of changed events
     */
    public int run() {
        Instant before = clock.instant().minus(keptFor);
        int forgotten = 0;
        for (int number = 0; number < CHUNKS_MAX; number++) {
            Chunk chunk = jdbc.sql("select looked, forgotten from facts.forget_people(?, ?)")
                    .params(Timestamp.from(before), CHUNK)
                    .query((row, n) -> new Chunk(row.getInt(1), row.getInt(2)))
                    .single();
            forgotten += chunk.forgotten();
            if (chunk.looked() < CHUNK) {
                break;
            }
        }
        return forgotten;
    }
}
