package id.kezbek.startup.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemAway;
import id.kezbek.startup.StartFailure;
import id.kezbek.testing.SmallApplication;
import id.kezbek.testing.TestVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Settings in Vault: the real program (or OpenBao) if it is available, otherwise a stub based on its documentation.
 */
class VaultTest {

    private static final String PASSWORD = "spring.mail.password";
    private static final String LIMIT = "cezbek.limits.address-calls-per-second";

    @TempDir
    static Path folder;

    private static TestVault vault;

    @BeforeAll
    static void start() throws IOException {
        vault = TestVault.start();
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void tokenReadsEntryAndIsRenewed() {
        vault.write(Map.of(PASSWORD, "hunter2", LIMIT, 100));
        String token = vault.token("6s", "600s");
        try (ConfigurableApplicationContext engine = engine(Map.of("cezbek.vault.token", token))) {
            assertThat(engine.getEnvironment().getProperty(PASSWORD)).isEqualTo("hunter2");
            assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);

            SideSystem watched = engine.getBean("vault", SideSystem.class);
            Eventually.holds("it is renewed", () -> vault.isRenewed(token));
            vault.write(Map.of(PASSWORD, "hunter3", LIMIT, 200));
            Eventually.holds("the new limit", () -> SmallApplication.addressCalls(engine) == 200);
            assertThat(isAway(watched)).isFalse();
            assertThat(engine.getEnvironment().getProperty(PASSWORD))
                    .as("what is no live setting waits for the next start")
                    .isEqualTo("hunter2");
        }
    }

    @Test
    void serviceAccountLogsInAgainAfterRevocation() throws IOException {
        vault.letIn("engine", "60s", "600s");
        vault.write(Map.of(LIMIT, 100));
        Map<String, Object> settings =
                Map.of("cezbek.vault.auth", "kubernetes", "cezbek.vault.jwt-file", jwtOf("engine"));
        try (ConfigurableApplicationContext engine = engine(settings)) {
            assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);
            vault.endLogIns();
            vault.write(Map.of(LIMIT, 200));
            Eventually.holds("the new limit", () -> SmallApplication.addressCalls(engine) == 200);
        }
        assertThatThrownBy(() ->
                        engine(Map.of("cezbek.vault.auth", "kubernetes", "cezbek.vault.jwt-file", jwtOf("stranger"))))
                .hasMessageContaining("does not permit this service account to use the role cezbek-engine");
    }

    /** Vault renews the token up to four seconds after its issue, and not later. */
    @Test
    void serviceAccountContinuesAfterMaximumLifetime() throws IOException {
        try (TestVault brief = TestVault.start()) {
            brief.letIn("engine", "2s", "4s");
            brief.write(Map.of(LIMIT, 100));
            Map<String, Object> settings =
                    Map.of("cezbek.vault.auth", "kubernetes", "cezbek.vault.jwt-file", jwtOf("engine"));
            try (ConfigurableApplicationContext engine = engine(brief, settings)) {
                SideSystem watched = engine.getBean("vault", SideSystem.class);
                long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
                for (int limit = 101; System.nanoTime() < end; limit++) {
                    int now = limit;
                    brief.write(Map.of(LIMIT, now));
                    Eventually.holds("the new limit", () -> SmallApplication.addressCalls(engine) == now);
                    assertThat(isAway(watched)).isFalse();
                }
            }
        }
    }

    @Test
    void keepsLastSettingsDuringOutageOrRevocation() throws IOException {
        try (TestVault mortal = TestVault.start()) {
            mortal.write(Map.of(LIMIT, 100));
            try (ConfigurableApplicationContext engine = engine(mortal, Map.of("cezbek.vault.token", "root"))) {
                SideSystem watched = engine.getBean("vault", SideSystem.class);
                mortal.stop();
                Eventually.holds("it is seen to be away", () -> isAway(watched));
                assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);
                mortal.startAgain();
                mortal.write(Map.of(LIMIT, 500));
                Eventually.holds("it is back", () -> SmallApplication.addressCalls(engine) == 500);
            }
        }
        vault.write(Map.of(LIMIT, 100));
        String token = vault.token("60s", "60s");
        try (ConfigurableApplicationContext engine = engine(Map.of("cezbek.vault.token", token))) {
            SideSystem watched = engine.getBean("vault", SideSystem.class);
            vault.revoke(token);
            Eventually.holds("the refusal is told", () -> isAway(watched));
            assertThat(SmallApplication.addressCalls(engine)).isEqualTo(100);
        }
    }

    @Test
    void startWithoutVaultFailsWithOneLineWithoutSecret() {
        int nowhere = FreePort.choose();
        refuses(
                Map.of("cezbek.vault.url", "http://127.0.0.1:" + nowhere, "cezbek.vault.token", "hush"),
                "Vault cannot be reached at http://127.0.0.1:" + nowhere);
        refuses(
                Map.of("cezbek.vault.url", vault.url(), "cezbek.vault.token", "hush"),
                "it rejects the token; set another one in cezbek.vault.token");
        refuses(
                Map.of("cezbek.vault.url", vault.url(), "cezbek.vault.token", "root", "cezbek.vault.path", "absent"),
                "it has no entry at secret/absent");
        refuses(Map.of("cezbek.vault.url", vault.url()), "cezbek.vault.token is missing");
        refuses(
                Map.of("cezbek.vault.url", "https://engine:hush@127.0.0.1:8200"),
                "cezbek.vault.url must not contain a user");
        refuses(
                Map.of(
                        "cezbek.vault.url", vault.url(),
                        "cezbek.vault.auth", "kubernetes",
                        "cezbek.vault.jwt-file", folder.resolve("none")),
                "none cannot be read; mount it, or correct cezbek.vault.jwt-file");
    }

    @Test
    void secretsReachNoLog() {
        List<String> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent line) {
                lines.add(line.getFormattedMessage());
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        listener.start();
        vault.write(Map.of(PASSWORD, "hunter2", LIMIT, 100));
        try (ConfigurableApplicationContext engine = engine(Map.of("cezbek.vault.token", "root"))) {
            root.addAppender(listener);
            vault.write(Map.of(PASSWORD, "hunter3", LIMIT, 200));
            Eventually.holds("the change", () -> SmallApplication.addressCalls(engine) == 200);
            Eventually.holds(
                    "it is told which take effect later",
                    () -> lines.stream().anyMatch(line -> line.contains(PASSWORD)));
        } finally {
            root.detachAppender(listener);
        }
        assertThat(lines).noneMatch(line -> line.contains("hunter"));
    }

    private static boolean isAway(SideSystem system) {
        try {
            system.ask();
            return false;
        } catch (SystemAway away) {
            return true;
        }
    }

    private static void refuses(Map<String, Object> settings, String line) {
        assertThatThrownBy(() -> SmallApplication.start(settings))
                .satisfies(failed ->
                        assertThat(StartFailure.explain(failed)).contains(line).doesNotContain("hush"));
    }

    private static Path jwtOf(String account) throws IOException {
        return Files.writeString(folder.resolve(account + ".jwt"), TestVault.jwt(account) + "\n");
    }

    private static ConfigurableApplicationContext engine(Map<String, Object> more) {
        return engine(vault, more);
    }

    private static ConfigurableApplicationContext engine(TestVault server, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("cezbek.vault.url", server.url());
        settings.put("cezbek.vault.refresh", "500ms");
        settings.putAll(more);
        return SmallApplication.start(settings);
    }
}
