package id.kezbek.startup.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.startup.StartFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class SandboxPowersTest {

    private static final String XENIT = "cezbek.providers.xenit.base-url";

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("server.address", "127.0.0.1")
            .withProperty(XENIT, "http://127.0.0.1:4001/xenit");

    @ParameterizedTest
    @CsvSource({
        "cezbek.seed, sandbox, cezbek.seed=sandbox",
        "cezbek.sandbox-file, /run/sandbox.json, cezbek.sandbox-file",
        "cezbek.try-it.sandbox-file, /run/sandbox.json, cezbek.try-it.sandbox-file"
    })
    void refusesSandboxSettingsWithRealProviderOrPublicAddress(String setting, String value, String named) {
        environment.setProperty(setting, value);
        assertStarts();

        environment.setProperty(XENIT, "https://api.xenit.example");
        assertRefused(named + " cannot be combined with " + XENIT + "=https://api.xenit.example");
        environment.setProperty(XENIT, "http://[::1]:4001/xenit");
        assertStarts();

        environment.setProperty("server.address", "0.0.0.0");
        assertRefused(named + " cannot be used with server.address=0.0.0.0");
        environment.setProperty("server.address", "");
        assertRefused(named + " cannot be used with no server.address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost.example",
                "https://127.0.0.1.example",
                "http://10.0.0.7:4001",
                "https://127.0.0.1@pay.example"
            })
    void looksAlikeAddressCountsAsReal(String url) {
        environment.setProperty("cezbek.seed", "sandbox");
        environment.setProperty(XENIT, url);
        assertRefused("combined with " + XENIT);
    }

    @Test
    void findsRealProviderInAnySetting() {
        environment.setProperty("cezbek.seed", "sandbox");
        environment.setProperty("cezbek.providers.another.base-url", "https://api.another.example");
        assertRefused("combined with cezbek.providers.another.base-url=https://api.another.example");

        environment.setProperty("cezbek.providers.another.base-url", "");
        assertStarts();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("CEZBEK_PROVIDERS_GOPAID_BASE_URL", "https://api.gopaid.example")));
        assertRefused("combined with cezbek.providers.gopaid.base-url=https://api.gopaid.example");
    }

    @Test
    void sandboxContainerMayListenButHasNoRealProvider() {
        environment.setProperty("cezbek.seed", "sandbox");
        environment.setProperty("server.address", "");
        environment.setProperty(SandboxPowers.CONTAINED, "true");
        environment.setProperty("cezbek.sandbox.providers-url", "http://providers:4001");
        environment.setProperty(XENIT, "http://providers:4001/xenit");
        assertStarts();

        environment.setProperty(XENIT, "https://api.xenit.example");
        assertRefused("combined with " + XENIT);
    }

    @Test
    void leavesAnEngineWithoutThemAlone() {
        environment.setProperty("cezbek.seed", "settings");
        environment.setProperty("server.address", "");
        environment.setProperty(XENIT, "https://api.xenit.example");
        assertStarts();
    }

    private void assertStarts() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void assertRefused(String line) {
        assertThatExceptionOfType(StartFailure.Precondition.class)
                .isThrownBy(this::check)
                .withMessageContaining(line);
    }

    private void check() {
        SandboxPowers.sandboxPowersAreContained(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
    }
}
