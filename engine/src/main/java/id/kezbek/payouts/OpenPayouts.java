package id.kezbek.payouts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts and ages of open payouts, read from partial indexes of open rows. */
@Component
public class OpenPayouts {

    public static final Set<PayoutState> STATES =
            Set.of(PayoutState.HELD, PayoutState.PENDING, PayoutState.IN_FLIGHT, PayoutState.ATTENTION);

    private final JdbcClient jdbc;
    private final Clock clock;

    OpenPayouts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The number of payouts in each open state. A state without payouts is absent. */
    public Map<PayoutState, Long> counts() {
        Map<PayoutState, Long> counts = new EnumMap<>(PayoutState.class);
        jdbc.sql("""
                select state, count(*) from payouts.payout where state in ('HELD', 'IN_FLIGHT', 'ATTENTION') group by state
                union all
                select 'PENDING', count(*) from payouts.payout where state = 'PENDING'""").query((java.sql.ResultSet row) -> {
            counts.put(PayoutState.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    /** Zero if no result is unknown. */
    public Duration ageOfOldestUnknown() {
        return jdbc.sql("select started_at from payouts.attempt where state = 'UNKNOWN' order by started_at limit 1")
                .query((row, n) -> row.getObject(1, Timestamp.class).toInstant())
                .optional()
                .map(started -> Duration.between(started, clock.instant()))
                .orElse(Duration.ZERO);
    }
}
