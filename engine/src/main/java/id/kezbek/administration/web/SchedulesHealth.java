package id.kezbek.administration.web;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A part of the liveness check of processes with the role {@code job}. It fails if the schedules no longer run, for
 * example because all scheduler threads hang. It uses monotonic time, because tests change the engine's clock.
 */
@Component("schedules")
@ConditionalOnRole(ProcessRole.JOB)
class SchedulesHealth implements HealthIndicator {

    private final long longestNanos;
    private volatile long beatAt = System.nanoTime();

    SchedulesHealth(@Value("${cezbek.schedules.hang-after:2m}") Duration longest) {
        this.longestNanos = longest.toNanos();
    }

    @Scheduled(fixedDelayString = "${cezbek.schedules.beat-interval:5s}")
    void beat() {
        beatAt = System.nanoTime();
    }

    @Override
    public Health health() {
        return System.nanoTime() - beatAt > longestNanos
                ? Health.down().build()
                : Health.up().build();
    }
}
