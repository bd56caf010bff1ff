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
 * Erased customers, by their keyed hashes. An event from before the erasure must not restore an address or create an
 * e-mail, even if it is read late or again. A customer who buys again afterwards counts as a new customer.
 */
@Component
public class ForgottenCustomers {

    private final JdbcClient jdbc;
    private final Clock clock;

    ForgottenCustomers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void add(UUID customer) {
        jdbc.sql("""
                        insert into notifications.forgotten_customer (customer, forgotten_at) values (?, ?)
                        on conflict (customer) do update set forgotten_at = excluded.forgotten_at""").params(customer, Timestamp.from(clock.instant())).update();
    }

    /** The time of the last erasure of each of these customers. Customers without an erasure are not in the result. */
    public Map<UUID, Instant> among(Collection<UUID> customers) {
        Map<UUID, Instant> found = new HashMap<>();
        if (!customers.isEmpty()) {
            jdbc.sql("select customer, forgotten_at from notifications.forgotten_customer where customer = any(?)")
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
