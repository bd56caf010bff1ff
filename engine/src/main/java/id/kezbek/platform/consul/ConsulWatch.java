package id.kezbek.platform.consul;

import id.kezbek.platform.configuration.FollowedLayer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the settings in Consul by questions that Consul holds until there is something new. While Consul is away, what it
 * said last rules on.
 */
final class ConsulWatch implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(ConsulWatch.class);
    private static final Duration REST_MIN = Duration.ofMillis(500);
    private static final Duration REST_MAX = Duration.ofSeconds(30);

    private final Consul consul;
    private final FollowedLayer layer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isStarted;
    private volatile String awayBecause = "";

    ConsulWatch(Consul consul, FollowedLayer layer) {
        this.consul = consul;
        this.layer = layer;
    }

    @Override
    public void start() {
        isStarted = true;
        Thread unused = Thread.ofVirtual().name("consul-watch").start(this::watch);
    }

    private void watch() {
        // Zero is answered at once: what changed since the layer was read is not missed.
        long index = 0;
        Duration rest = REST_MIN;
        while (!isToStop(Duration.ZERO)) {
            long before = index;
            try {
                index = lookAgain(index);
            } catch (RuntimeException unforeseen) {
                // The next change must be seen whatever came of this one.
                log.error("What Consul answered cannot be used; what ruled before goes on", unforeseen);
                awayBecause = "what it answered cannot be used; the log says more";
            }
            if (!awayBecause.isEmpty()) {
                if (isToStop(rest)) {
                    return;
                }
                rest = rest.multipliedBy(2).compareTo(REST_MAX) < 0 ? rest.multipliedBy(2) : REST_MAX;
            } else if (index <= before && isToStop(REST_MIN)) {
                // Nothing new: the wait was over, or something between here and Consul does not wait.
                return;
            } else {
                rest = REST_MIN;
            }
        }
    }

    /** Waits for what Consul says next, and takes it up; returns what to ask after then. */
    private long lookAgain(long index) {
        return switch (index == 0 ? consul.read() : consul.readAfter(index)) {
            case Consul.Said.Settings found -> {
                isBack();
                layer.offer(found.values());
                yield next(index, found.index());
            }
            case Consul.Said.NothingThere nothing -> {
                isBack();
                layer.offer(Map.of());
                yield next(index, nothing.index());
            }
            case Consul.Said.Unusable unusable -> {
                isBack();
                log.warn("Consul's settings changed and cannot be used: {}; what ruled before goes on", unusable.why());
                yield next(index, unusable.index());
            }
            case Consul.Said.Refused refused -> {
                isAway(refused.why());
                yield index;
            }
            case Consul.Said.Away away -> {
                isAway(away.why());
                // One that was restored counts from below; asked for what comes after, it would hold the question.
                yield 0;
            }
        };
    }

    /** An index that goes back, or is none, names nothing: Consul was restored, so all is read anew. */
    private static long next(long before, long answered) {
        return answered < before ? 0 : answered;
    }

    private void isAway(String why) {
        if (awayBecause.isEmpty() && !isToStop(Duration.ZERO)) {
            log.warn("Consul is away ({}); its last known settings rule on", why);
        }
        awayBecause = why;
    }

    private void isBack() {
        if (!awayBecause.isEmpty()) {
            log.info("Consul is back");
        }
        awayBecause = "";
    }

    private boolean isToStop(Duration within) {
        try {
            return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public Health health() {
        return awayBecause.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", awayBecause)
                        .withDetail("meanwhile", "the last known settings rule on")
                        .build();
    }

    @Override
    public void stop() {
        stopped.countDown();
        isStarted = false;
        consul.close();
    }

    @Override
    public boolean isRunning() {
        return isStarted;
    }
}
