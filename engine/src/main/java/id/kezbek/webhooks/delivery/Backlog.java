package id.kezbek.webhooks.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the due deliveries of active endpoints, without failing endpoints. */
@Component
public class Backlog {

    /** The maximum number of due deliveries of one endpoint to count. */
    private static final int COUNTED_EACH_MAX = 10_000;

    /**
     * @param due the number of deliveries that could be sent now, without claimed deliveries
     * @param oldestAge the time since the oldest of these deliveries became due; zero without such a delivery
     * @param failing the number of active endpoints whose last attempt failed
     */
    public record Figures(long due, Duration oldestAge, long failing) {

        public static final Figures NONE = new Figures(0, Duration.ZERO, 0);
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Backlog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Figures read() {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        select coalesce(sum(w.number), 0), min(w.oldest),
                          count(*) filter (where e.failing_since is not null)
                        from webhooks.endpoint e cross join lateral (
                          select count(*) as number, min(d.due_at) as oldest from (
                            select due_at from webhooks.delivery
                            where endpoint = e.id and state = 'WAITING' and due_at <= :now and e.failing_since is null
                            order by due_at limit :most) d) w
                        where e.state = 'ACTIVE'""")
                .param("now", now)
                .param("most", COUNTED_EACH_MAX)
                .query((row, n) -> {
                    Timestamp oldest = row.getTimestamp(2);
                    return new Figures(
                            row.getLong(1),
                            oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now.toInstant()),
                            row.getLong(3));
                })
                .single();
    }
}
