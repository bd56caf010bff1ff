package id.kezbek.payouts.provider;

import id.kezbek.shared.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Publishes the states of this process's circuit breakers, because other processes do not know these states. */
@Component
public class ProviderHealth {

    /** Reports of processes that have stopped are deleted after this time. */
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

    /** Writes the state of each provider, as seen by this process. */
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
