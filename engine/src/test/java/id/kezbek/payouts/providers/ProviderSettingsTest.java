package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.ConfiguredProviders;
import id.kezbek.payouts.providers.http.ProviderSettings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProviderSettingsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(ProviderConfiguration.class)
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void withoutAnAddressNobodyIsConfigured() {
        runner.run(
                context -> assertThat(context.getBean(ConfiguredProviders.class).find("MTRANS"))
                        .isEmpty());
        runner.withPropertyValues("cezbek.providers.middletrans.base-url=")
                .run(context -> assertThat(
                                context.getBean(ConfiguredProviders.class).find("MTRANS"))
                        .isEmpty());
    }

    @Test
    void areReadFromTheEnvironment() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "CEZBEK_PROVIDERS_GOPAID_BASE_URL", "http://127.0.0.1:1",
                                        "CEZBEK_PROVIDERS_GOPAID_API_KEY", "key",
                                        "CEZBEK_PROVIDERS_GOPAID_TIMEOUT", "7s"))))
                .run(context -> {
                    var goPaid = context.getBean(ConfiguredProviders.class)
                            .find("GOPAIDH2H")
                            .orElseThrow();
                    assertThat(goPaid.capabilities().requestTimeout()).hasSeconds(7);
                });
    }

    @Test
    void aMissingCredentialIsNamed() {
        runner.withPropertyValues("cezbek.providers.xenit.base-url=http://127.0.0.1:1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("cezbek.providers.xenit.username is missing"));
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        runner.withPropertyValues(
                        "cezbek.providers.josvo.base-url=localhost:8080", "cezbek.providers.josvo.api-key=key")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("cezbek.providers.josvo.base-url must be an address"));
    }

    @Test
    void neverShowTheirCredentials() {
        runner.withPropertyValues(
                        "cezbek.providers.xenit.base-url=http://127.0.0.1:1",
                        "cezbek.providers.xenit.api-key=hush-1",
                        "cezbek.providers.xenit.username=hush-2",
                        "cezbek.providers.xenit.password=hush-3")
                .run(context -> {
                    ProviderSettings xenit =
                            context.getBean(ProviderProperties.class).xenit();
                    assertThat(xenit.toString()).contains("127.0.0.1").doesNotContain("hush");
                });
    }
}
