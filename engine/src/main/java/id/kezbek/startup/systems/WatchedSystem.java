package id.kezbek.startup.systems;

import id.kezbek.shared.systems.SideSystem;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The state of one system from the view of this process. The process checks the system in the background, and reports
 * the last state from memory. The log shows when the system becomes unavailable and when the system is available again.
 */
final class WatchedSystem implements HealthIndicator {

    /** Some work waits for the system, but the process still serves requests. */
    static final Status DEGRADED = new Status("DEGRADED");

    private static final Logger log = LoggerFactory.getLogger(WatchedSystem.class);
    private static final long NOBODY_ASKS = 0;

    private final SideSystem system;
    private final Clock clock;
    private final long patienceNanos;
    private final AtomicLong askedAt = new AtomicLong(NOBODY_ASKS);
    private volatile Standing standing = new Standing.Unknown();

    /** @param patience the maximum duration of a check; after a longer check, the system is reported as unavailable */
    WatchedSystem(SideSystem system, Clock clock, Duration patience) {
        this.system = system;
        this.clock = clock;
        this.patienceNanos = patience.toNanos();
    }

    String name() {
        return system.name();
    }

    boolean isAway() {
        return standing instanceof Standing.Away;
    }

    /**
     * Starts a check in a separate thread, unless a check is running. If a check takes too long, the system is reported
     * as unavailable.
     */
    void look() {
        long now = System.nanoTime();
        long since = askedAt.get();
        if (since != NOBODY_ASKS) {
            if (now - since > patienceNanos) {
                found(WhyAway.SILENT);
            }
            return;
        }
        askedAt.set(now == NOBODY_ASKS ? 1 : now);
        Thread unused = Thread.ofVirtual().name("ask-" + name()).start(this::ask);
    }

    private void ask() {
        try {
            long began = System.nanoTime();
            system.ask();
            if (System.nanoTime() - began > patienceNanos) {
                found(WhyAway.SILENT);
            } else {
                foundThere();
            }
        } catch (RuntimeException | Error away) {
            found(WhyAway.of(away));
        } finally {
            askedAt.set(NOBODY_ASKS);
        }
    }

    /**
     * Records the result. Called by the thread of the check, or by the thread that notices that the check takes too
     * long.
     */
    private synchronized void found(String why) {
        if (standing instanceof Standing.Away known) {
            standing = new Standing.Away(why, known.since());
        } else {
            standing = new Standing.Away(why, clock.instant());
            if (!system.wasToldAtStart()) {
                log.warn("{} {}; meanwhile {}", name(), why, system.withoutIt());
            }
            Thread unused = Thread.ofVirtual().name("away-" + name()).start(system::wentAway);
        }
    }

    private synchronized void foundThere() {
        if (standing instanceof Standing.Away known) {
            log.info("{} is available again; it was unavailable since {}", name(), known.since());
        }
        standing = new Standing.There();
    }

    @Override
    public Health health() {
        return switch (standing) {
            case Standing.Unknown unknown -> Health.unknown().build();
            case Standing.There there -> Health.up().build();
            case Standing.Away away ->
                Health.status(DEGRADED)
                        .withDetail("what", name() + " " + away.why())
                        .withDetail("meanwhile", system.withoutIt())
                        .withDetail("since", away.since().toString())
                        .build();
        };
    }
}
