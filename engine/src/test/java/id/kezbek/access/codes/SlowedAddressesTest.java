package id.kezbek.access.codes;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AccessSettings;
import id.kezbek.shared.security.SomeSecurityEvents;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@EngineTest
class SlowedAddressesTest {

    private static final AccessSettings SETTINGS = new AccessSettings(
            "cezbek-engine",
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofHours(12),
            Duration.ofDays(90),
            Duration.ofMinutes(30),
            10);

    private final TestClock clock = new TestClock();
    private final EngineUnderTest engine;

    SlowedAddressesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void doublesThePauseUpToAMinute() {
        assertThat(IntStream.range(0, 9).mapToObj(SlowedAddresses::pause).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void countsForAllProcessesTogether() {
        StringRedisTemplate redis = engine.get(StringRedisTemplate.class);
        SlowedAddresses one = slowed(redis);
        SlowedAddresses other = slowed(redis);
        fail(one, "192.0.2.1", 5);
        fail(other, "192.0.2.1", 4);
        assertThat(one.pauseLeft("192.0.2.1")).isZero();
        fail(other, "192.0.2.1", 4);
        assertThat(one.pauseLeft("192.0.2.1")).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
        assertThat(other.pauseLeft("192.0.2.2")).isZero();
    }

    @Test
    void countsInProcessWhileRedisIsUnavailable() throws IOException {
        LettuceConnectionFactory nowhere =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", closedPort()));
        nowhere.start();
        try {
            SlowedAddresses slowed = slowed(new StringRedisTemplate(nowhere));
            fail(slowed, "192.0.2.3", 9);
            assertThat(slowed.pauseLeft("192.0.2.3")).isZero();
            fail(slowed, "192.0.2.3", 1);
            assertThat(slowed.pauseLeft("192.0.2.3")).isPositive();
            clock.advance(Duration.ofSeconds(2));
            assertThat(slowed.pauseLeft("192.0.2.3")).isZero();
            fail(slowed, "192.0.2.3", 9);
            assertThat(slowed.pauseLeft("192.0.2.3")).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
            clock.advance(Duration.ofMinutes(3));
            fail(slowed, "192.0.2.3", 1);
            assertThat(slowed.pauseLeft("192.0.2.3")).isZero();
        } finally {
            nowhere.destroy();
        }
    }

    private SlowedAddresses slowed(StringRedisTemplate redis) {
        return new SlowedAddresses(
                new RedisFailureCounts(redis),
                new LocalFailureCounts(clock),
                SETTINGS,
                SomeSecurityEvents.make(),
                clock);
    }

    private static void fail(SlowedAddresses slowed, String address, int times) {
        for (int i = 0; i < times; i++) {
            slowed.failed(address);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
