package id.kezbek.limits.permits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.Redis;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemAway;
import id.kezbek.testing.RedisCluster;
import id.kezbek.testing.TestCertificate;
import id.kezbek.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * All kinds of connections to Redis that the engine can be configured with, to real servers: password, user, TLS,
 * cluster.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisWaysTest {

    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Limit LIMIT = new Limit("test", 100, Duration.ofSeconds(10));
    private static final LimitedCaller CALLER = new LimitedCaller.OfPartner(new PartnerId(1));
    private static final String PASSWORD = "correct-horse";
    /** Exactly the rights in docs/redis.md. */
    private static final String USER = "user engine on >battery-staple resetkeys ~cezbek:* resetchannels -@all"
            + " +get +set +exists +incr +expire +pttl +eval +evalsha +time +ping +info +hello +client +cluster";

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static TestCertificate another;
    private static int tlsPort;
    private static Redis server;
    private static RedisCluster cluster;

    private final ApplicationContextRunner engine = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, SslAutoConfiguration.class))
            .withUserConfiguration(RedisParts.class)
            .withPropertyValues("spring.data.redis.timeout=5s", "spring.data.redis.connect-timeout=5s");

    @ComponentScan("id.kezbek.adapters.redis")
    static class RedisParts {}

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.in(folder.resolve("certificate"));
        another = TestCertificate.in(folder.resolve("another"));
        tlsPort = FreePort.choose();
        List<String> settings = new ArrayList<>(certificate.shownByRedisAt(tlsPort));
        settings.addAll(List.of("requirepass " + PASSWORD, USER));
        server = new Redis(folder.resolve("single"), settings);
        server.start();
        cluster = RedisCluster.start(folder.resolve("cluster"), 0, PASSWORD, Optional.of(certificate));
    }

    @AfterAll
    static void stop() {
        server.close();
        cluster.close();
    }

    @Test
    void password() {
        assertWorks("spring.data.redis.port=" + server.port(), "spring.data.redis.password=" + PASSWORD);
    }

    @Test
    void userWithDocumentedRights() {
        assertWorks(
                "spring.data.redis.port=" + server.port(),
                "spring.data.redis.username=engine",
                "spring.data.redis.password=battery-staple");
    }

    @Test
    void oneUrlWithTlsUserAndPassword() {
        assertWorks(
                "spring.data.redis.url=rediss://engine:battery-staple@127.0.0.1:" + tlsPort,
                "spring.data.redis.ssl.bundle=redis",
                trusted(certificate));
    }

    @Test
    void clusterWithPassword() {
        assertWorks("spring.data.redis.cluster.nodes=" + cluster.addresses(), "spring.data.redis.password=" + PASSWORD);
    }

    @Test
    void clusterWithTlsAndPassword() {
        assertWorks(
                "spring.data.redis.cluster.nodes=" + cluster.encryptedAddresses(),
                "spring.data.redis.password=" + PASSWORD,
                "spring.data.redis.ssl.bundle=redis",
                trusted(certificate));
    }

    @Test
    void reportsWrongPasswordWithoutShowingIt(CapturedOutput log) {
        assertTells(
                log,
                "Redis rejects the user name or password; check spring.data.redis.username and .password",
                "spring.data.redis.port=" + server.port(),
                "spring.data.redis.username=engine",
                "spring.data.redis.password=guessed-wrong");
    }

    @Test
    void reportsMissingPassword(CapturedOutput log) {
        assertTells(log, "Redis requires a password", "spring.data.redis.port=" + server.port());
    }

    @Test
    void reportsUntrustedCertificate(CapturedOutput log) {
        assertTells(
                log,
                "Redis has an untrusted certificate",
                "spring.data.redis.url=rediss://engine:battery-staple@127.0.0.1:" + tlsPort,
                "spring.data.redis.ssl.bundle=redis",
                trusted(another));
    }

    @Test
    void reportsCertificateOfOtherHost(CapturedOutput log) {
        assertTells(
                log,
                "Redis has a certificate that is invalid or for another host",
                "spring.data.redis.url=rediss://engine:battery-staple@localhost:" + tlsPort,
                "spring.data.redis.ssl.bundle=redis",
                trusted(certificate));
    }

    @Test
    void reportsClosedPort(CapturedOutput log) {
        assertTells(log, "Redis is unreachable", "spring.data.redis.port=1");
    }

    private void assertWorks(String... properties) {
        engine.withPropertyValues(properties).run(context -> {
            assertThatCode(() -> context.getBean(SideSystem.class).ask()).doesNotThrowAnyException();

            CallPermits permits = permits(context.getBean(StringRedisTemplate.class));
            assertThat(permits.take(CALLER, LIMIT)).isInstanceOf(Verdict.Admitted.class);
            assertThat(permits.areCountedAlone())
                    .as("the limit is held in Redis")
                    .isFalse();
        });
    }

    private void assertTells(CapturedOutput log, String what, String... properties) {
        engine.withPropertyValues(properties).run(context -> {
            assertThatThrownBy(() -> context.getBean(SideSystem.class).ask())
                    .isInstanceOf(SystemAway.class)
                    .message()
                    .startsWith(what.replaceFirst("^Redis ", ""));

            CallPermits permits = permits(context.getBean(StringRedisTemplate.class));
            assertThat(permits.take(CALLER, LIMIT)).as("accepting goes on").isInstanceOf(Verdict.Admitted.class);
            assertThat(permits.areCountedAlone()).isTrue();
        });
        Eventually.holds("the log says it", () -> log.getAll().contains(what));
        assertThat(log.getAll()).doesNotContain("guessed-wrong", "battery-staple", PASSWORD);
    }

    private static CallPermits permits(StringRedisTemplate redis) {
        return new CallPermits(new RedisPermits(redis), PATIENT, new TestClock());
    }

    private static String trusted(TestCertificate certificate) {
        return "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + certificate.certificate();
    }
}
