package id.kezbek.limits.permits;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.parts.Redis;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Limits with a separate real Redis, which is stopped, frozen and emptied. */
class CallPermitsTest {

    /** The results must not depend on the load of the machine, except in the test of a slow Redis. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private static final Limit HUNDRED = new Limit("test", 100, Duration.ofSeconds(10));
    private static final AtomicInteger PARTNER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static Redis server;
    private static LettuceConnectionFactory connections;
    private static StringRedisTemplate redis;

    private final TestClock clock = new TestClock();
    private final LimitedCaller caller = new LimitedCaller.OfPartner(new PartnerId(PARTNER.incrementAndGet()));

    @BeforeAll
    static void start() throws Exception {
        server = new Redis(folder);
        server.start();
        Map<String, String> where = server.engineProperties();
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(
                        where.get("spring.data.redis.host"), Integer.parseInt(where.get("spring.data.redis.port"))),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofMillis(500))
                        .build());
        connections.start();
        redis = new StringRedisTemplate(connections);
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        server.close();
    }

    @Test
    void twoProcessesHoldOneLimitTogether() {
        CallPermits one = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        CallPermits other = new CallPermits(new RedisPermits(redis), PATIENT, clock);

        int admitted = 0;
        for (int call = 0; call < 200; call++) {
            admitted += admitted(call % 2 == 0 ? one : other);
        }
        assertThat(admitted)
                .as("what may be missing is what lies unused in the two")
                .isBetween(100 - 2 * HUNDRED.lot(), 100 + callsWhileTheTestRuns());

        Eventually.holds("one more becomes free with time, for either", () -> admitted(one) == 1);
        Eventually.holds("and for the other", () -> admitted(other) == 1);
    }

    @RepeatedTest(20)
    void concurrentCallersGetExactlyTheLimit() throws Exception {
        CallPermits permits = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        List<Callable<Integer>> calls = IntStream.range(0, 300)
                .<Callable<Integer>>mapToObj(call -> () -> admitted(permits))
                .toList();
        int admitted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> call : threads.invokeAll(calls)) {
                admitted += call.get();
            }
        }
        assertThat(admitted).isBetween(100, 100 + callsWhileTheTestRuns());
    }

    @Test
    void refusalNamesTimeOfNextTry() {
        CallPermits permits = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        Limit one = new Limit("test", 1, Duration.ofSeconds(10));
        assertThat(permits.take(caller, one)).isInstanceOf(Verdict.Admitted.class);

        Verdict refused = permits.take(caller, one);
        assertThat(refused).isInstanceOf(Verdict.Refused.class);
        Duration wait = ((Verdict.Refused) refused).retryAfter();
        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void reportsRemainingPermits() {
        CallPermits permits = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        Verdict first = permits.take(caller, HUNDRED);
        assertThat(((Verdict.Admitted) first).left()).isEqualTo(99);
        assertThat(((Verdict.Admitted) first).wholeAfter()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void clockSetBackLocksNoCallerOut() {
        CallPermits permits = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        clock.advance(Duration.ofDays(30));
        IntStream.range(0, 50).forEach(call -> admitted(permits));
        clock.reset();
        assertThat(IntStream.range(0, 20).map(call -> admitted(permits)).sum()).isEqualTo(20);
    }

    @Test
    void fastClockTakesNoPermitsOfOthers() {
        TestClock ahead = new TestClock();
        ahead.advance(Duration.ofSeconds(9));
        CallPermits one = new CallPermits(new RedisPermits(redis), PATIENT, ahead);
        CallPermits other = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        IntStream.range(0, 40).forEach(call -> admitted(one));
        assertThat(IntStream.range(0, 40).map(call -> admitted(other)).sum()).isEqualTo(40);
    }

    @Test
    void frozenRedisDelaysOneCall() {
        AtomicInteger asked = new AtomicInteger();
        CallPermits permits = new CallPermits(counting(asked), Duration.ofMillis(20), clock);
        server.family().freeze();
        try {
            int admitted =
                    IntStream.range(0, 500).map(call -> admitted(permits)).sum();

            assertThat(admitted).as("this process alone").isBetween(100, 100 + callsWhileTheTestRuns());
            assertThat(asked.get()).as("who finds Redis frozen lets it rest").isOne();
        } finally {
            server.family().thaw();
        }
        Eventually.holds("Redis is asked again after its rest", () -> {
            clock.advance(Duration.ofSeconds(6));
            admitted(permits);
            return asked.get() > 1;
        });
    }

    @Test
    void emptiedRedisGivesNewLimit() throws Exception {
        CallPermits permits = new CallPermits(new RedisPermits(redis), PATIENT, clock);
        IntStream.range(0, 150).forEach(call -> admitted(permits));
        assertThat(admitted(permits)).isZero();
        server.flush();
        clock.advance(Duration.ofMillis(200));
        int admitted = IntStream.range(0, 150).map(call -> admitted(permits)).sum();
        assertThat(admitted).isBetween(95, 100 + callsWhileTheTestRuns());
    }

    @Test
    void processesCountAloneWithoutRedis() {
        LettuceConnectionFactory nowhere =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", 1));
        nowhere.start();
        try {
            CallPermits permits = new CallPermits(new RedisPermits(new StringRedisTemplate(nowhere)), PATIENT, clock);
            assertThat(IntStream.range(0, 500).map(call -> admitted(permits)).sum())
                    .isBetween(100, 100 + callsWhileTheTestRuns());
            clock.advance(Duration.ofSeconds(1));
            assertThat(IntStream.range(0, 500).map(call -> admitted(permits)).sum())
                    .isBetween(10, 10 + callsWhileTheTestRuns());
        } finally {
            nowhere.destroy();
        }
    }

    @Test
    void remembersNoMoreCallersThanItMay() {
        SharedPermits away = (key, limit, wanted) -> {
            throw new QueryTimeoutException("away");
        };
        CallPermits permits = new CallPermits(away, PATIENT, clock);
        for (int address = 0; address < CallPermits.CALLERS_MAX + 5_000; address++) {
            Verdict verdict = permits.take(new LimitedCaller.AtAddress("address " + address), HUNDRED);
            assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        }
        assertThat(permits.remembered()).isEqualTo(CallPermits.CALLERS_MAX);
    }

    private int admitted(CallPermits permits) {
        return switch (permits.take(caller, HUNDRED)) {
            case Verdict.Admitted admitted -> 1;
            case Verdict.Refused refused -> 0;
        };
    }

    /**
     * The clock runs during the test: ten requests become available each second, and a busy machine may use some of
     * them.
     */
    private static int callsWhileTheTestRuns() {
        return 40;
    }

    private static SharedPermits counting(AtomicInteger asked) {
        RedisPermits permits = new RedisPermits(redis);
        return (key, limit, wanted) -> {
            asked.incrementAndGet();
            return permits.lease(key, limit, wanted);
        };
    }
}
