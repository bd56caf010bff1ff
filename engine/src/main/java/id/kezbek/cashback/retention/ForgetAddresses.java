package id.kezbek.cashback.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes e-mail addresses from old purchases, in portions. */
@Component
public class ForgetAddresses {

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 10_000;

    private record Chunk(int looked, int forgotten) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keptFor;

    ForgetAddresses(
            JdbcClient jdbc, Clock clock, @Value("${cezbek.cashback.addresses-kept-for:P90D}") Duration keptFor) {
        if (!keptFor.isPositive()) {
            throw new IllegalArgumentException(
                    "cezbek.cashback.addresses-kept-for must be above zero, for example P90D");
        }
        this.jdbc = jdbc;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /**
     * Processes at most ten million purchases; later runs process the remaining purchases. Returns the number of
     * deleted addresses.
     */
    public int run() {
        Timestamp before = Timestamp.from(clock.instant().minus(keptFor));
        int forgotten = 0;
        for (int number = 0; number < CHUNKS_MAX; number++) {
            Chunk chunk = jdbc.sql("select looked, forgotten from cashback.forget_addresses(?, ?)")
                    .params(before, CHUNK)
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
