package id.kezbek.notifications.addresses;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Customers whose e-mail address was corrected, by their keyed hashes. So an event from before the correction cannot
 * restore the wrong address.
 */
@Component
public class CorrectedAddresses {

    private final JdbcClient jdbc;
    private final Clock clock;

    CorrectedAddresses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void add(UUID customer) {
        jdbc.sql("""
                        insert into notifications.corrected_address (customer, corrected_at) values (?, ?)
                        on conflict (customer) do update set corrected_at = excluded.corrected_at""").params(customer, Timestamp.from(clock.instant())).update();
    }

    /**
     * The time of the last correction of each of these customers. Customers without a correction are not in the result.
     */
    public Map<UUID, Instant> among(Collection<UUID> customers) {
        Map<UUID, Instant> found = new HashMap<>();
        if (!customers.isEmpty()) {
            jdbc.sql("select customer, corrected_at from notifications.corrected_address where customer = any(?)")
                    .param(customers.toArray(UUID[]::new))
                    .query((java.sql.ResultSet row) -> {
                        found.put(
                                row.getObject(1, UUID.class),
                                row.getTimestamp(2).toInstant());
                    });
        }
        return found;
    }
}
