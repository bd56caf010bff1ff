package id.kezbek.payouts.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the oldest attempts with an unknown result. An accepted order is included only if the provider takes longer
 * than its usual time, because a shorter wait is normal.
 */
@Component
public class OldestUnknown {

    private final JdbcClient jdbc;
    private final ConfiguredProviders providers;

    OldestUnknown(JdbcClient jdbc, ConfiguredProviders providers) {
        this.jdbc = jdbc;
        this.providers = providers;
    }

    /** The age of each provider's oldest such attempt; providers without such an attempt are not in the result. */
    public Map<String, Duration> ages(Instant now) {
        Map<String, Duration> ages = new HashMap<>();
        jdbc.sql("""
                        select provider, min(started_at) filter (where reason is distinct from 'ACCEPTED') as unclear,
                          min(started_at) filter (where reason = 'ACCEPTED') as accepted
                        from payouts.attempt where state = 'UNKNOWN' group by provider""").query(row -> {
            String provider = row.getString("provider");
            Instant unclear = instant(row, "unclear");
            Instant accepted = instant(row, "accepted");
            if (unclear != null) {
                ages.put(provider, Duration.between(unclear, now));
            }
            if (accepted != null && !now.isBefore(accepted.plus(endsWithin(provider)))) {
                ages.merge(provider, Duration.between(accepted, now), OldestUnknown::longer);
            }
        });
        return ages;
    }

    private Duration endsWithin(String provider) {
        return providers
                .find(provider)
                .map(known -> known.capabilities().endsWithin())
                .orElse(Duration.ZERO);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
