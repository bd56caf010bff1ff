package id.kezbek.payouts;

import id.kezbek.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says to the other processes what this one's breakers say, because a breaker is known only where it sends. */
@Component
public class ProviderHealth {

    /** What a process that is gone has said is forgotten then. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final ConfiguredProviders providers;
    private final Clock clock;
    private final UUID process;

    ProviderHealth(JdbcClient jdbc, ConfiguredProviders providers, Clock clock, Ids ids) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.clock = clock;
        this.process = ids.next();
    }

    /** Writes how this process finds each of its providers. */
    public void tell() {
        Instant now = clock.instant();
        for (PayoutProvider provider : providers.all()) {
            jdbc.sql("""
                            insert into payouts.provider_health (provider, process, healthy, seen_at) values (?, ?, ?, ?)
                            on conflict (provider, process) do update
                              set healthy = excluded.healthy, seen_at = excluded.seen_at""")
                    .params(provider.code(), process, provider.isHealthy(), Timestamp.from(now))
                    .update();
        }
        jdbc.sql("delete from payouts.provider_health where seen_at < ?")
                .param(Timestamp.from(now.minus(FORGOTTEN_AFTER)))
                .update();
    }
}
