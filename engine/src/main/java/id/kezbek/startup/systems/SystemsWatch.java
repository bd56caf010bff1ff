package id.kezbek.startup.systems;

import id.kezbek.shared.systems.SideSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Checks each system regularly. So health, log and {@code cezbek.system.up} report an outage before the engine's work
 * fails. A health request never waits for a system that does not respond.
 */
@Configuration
class SystemsWatch {

    private final List<WatchedSystem> systems;

    SystemsWatch(
            List<SideSystem> systems,
            MeterRegistry meters,
            Clock clock,
            @Value("${cezbek.systems.patience:3s}") Duration patience) {
        this.systems = systems.stream()
                .map(system -> new WatchedSystem(system, clock, patience))
                .toList();
        for (WatchedSystem system : this.systems) {
            Gauge.builder("cezbek.system.up", () -> system.isAway() ? 0 : 1)
                    .description("1 while a system other than PostgreSQL is available to this process")
                    .tag("system", system.name())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelayString = "${cezbek.systems.look-interval:5s}")
    void look() {
        systems.forEach(WatchedSystem::look);
    }

    @Bean
    CompositeHealthContributor systemsHealthContributor() {
        return CompositeHealthContributor.fromMap(
                systems.stream().collect(Collectors.toMap(WatchedSystem::name, Function.identity())));
    }
}
