package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.limits.permits.CallPermits;
import id.kezbek.limits.permits.LimitedCaller;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.RedisCluster;
import id.kezbek.testing.SharedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * An engine with a Redis cluster of three masters and their replicas. One master is killed while partners send
 * requests.
 */
class RedisClusterTest {

    private static final int CALLERS = 2;
    private static final int CALL_EVERY_MILLIS = 20;
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

    /**
     * No request waits until Redis has recovered, which takes longer than this. The engine's own limit is a second.
     */
    private static final Duration SLOWEST = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private static RedisCluster cluster;
    private static OwnEngine own;
    private static EngineUnderTest engine;

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        cluster = RedisCluster.start(folder, 1, "", Optional.empty());
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase("redis_cluster"));
        properties.put("spring.data.redis.cluster.nodes", cluster.addresses());
        properties.put("cezbek.roles", "api");
        // Small portions, so that Redis is used often while the node is down; and a longer timeout for a busy
        // machine.
        properties.put("cezbek.limits.partner-calls-per-second", "500");
        properties.put("cezbek.limits.redis-patience", "1s");
        properties.put("server.port", "0");
        own = OwnEngine.start(properties);
        engine = own.engine();
    }

    @AfterAll
    static void stop() {
        if (own != null) {
            own.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void stoppedNodeFailsNoCall() throws Exception {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        String counted = "cezbek:limits:" + new LimitedCaller.OfPartner(partner.id()).key();
        List<Future<?>> calling = new ArrayList<>();
        try (ScheduledExecutorService callers = Executors.newScheduledThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                calling.add(callers.scheduleWithFixedDelay(
                        () -> call(partner), 0, CALL_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            }
            try {
                awaitCalls(30);
                Eventually.holds("limits are held together", () -> isReached(counted) && !isCountedAlone());

                int killed = cluster.killMasterOf(counted);
                Eventually.holds("this process counts alone", () -> isCountedAlone());
                awaitCalls(30);

                Eventually.holds("its replica serves", RECOVERED_WITHIN, () -> isReached(counted));
                Eventually.holds("limits are held together again", RECOVERED_WITHIN, () -> !isCountedAlone());
                awaitCalls(30);

                cluster.startAgain(killed);
                cluster.awaitWhole();
                awaitCalls(30);
                assertThat(calling).as("each caller called to the end").noneMatch(Future::isDone);
            } finally {
                callers.shutdown();
            }
        }
        assertThat(answers).as("calls that were not answered as ever").isEmpty();
    }

    /** A request without an answer counts as failed; the caller continues. */
    private void call(PartnerSystem partner) {
        long begun = System.nanoTime();
        try {
            int status = partner.report(PurchaseBody.good().json()).status();
            if (status != 200) {
                answers.add("call " + calls.get() + ": " + status);
            }
        } catch (RuntimeException lost) {
            answers.add("call " + calls.get() + ": " + lost);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(SLOWEST) > 0) {
            answers.add("call " + calls.get() + " took " + took);
        }
        calls.incrementAndGet();
    }

    private void awaitCalls(int more) {
        int enough = calls.get() + more;
        Eventually.holds(more + " more calls", RECOVERED_WITHIN, () -> calls.get() >= enough);
    }

    private static boolean isCountedAlone() {
        return engine.get(CallPermits.class).areCountedAlone();
    }

    private static boolean isReached(String key) {
        try {
            StringRedisTemplate redis = engine.get(StringRedisTemplate.class);
            Boolean unused = redis.hasKey(key);
            return true;
        } catch (DataAccessException away) {
            return false;
        }
    }
}
