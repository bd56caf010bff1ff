package id.kezbek.payouts;

import id.kezbek.payouts.provider.OldestUnknown;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
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
    private final OldestUnknown oldestUnknown;
    private final Clock clock;

    OpenPayouts(JdbcClient jdbc, OldestUnknown oldestUnknown, Clock clock) {
        this.jdbc = jdbc;
        this.oldestUnknown = oldestUnknown;
        this.clock = clock;
    }

    /** The number of payouts in each open state. States without payouts are not in the result. */
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

    /**
     * The age of the oldest attempt with an unknown result; zero if there is none. {@link OldestUnknown} says when an
     * accepted order is included.
     */
    public Duration ageOfOldestUnknown() {
        return oldestUnknown.ages(clock.instant()).values().stream()
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
