package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
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
                        .hasMessageContaining("cezbek.providers.josvo.base-url must be a URL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout|0s",
                "visibility-window|-1s",
                "inquiry-schedule|10s,0s",
                "paid-checks|1d,0s",
                "callback-secret|too short",
                "concurrency-limit|0",
                "slow-call-percent|101"
            })
    void aValueThatMakesNoSenseIsNamedWithItsProvider(String property, String value) {
        runner.withPropertyValues("cezbek.providers.xenit." + property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("cezbek.providers.xenit." + property + " must"));
    }

    @Test
    void aProviderMayBeAskedOnAScheduleOfItsOwn() {
        runner.withPropertyValues(
                        "cezbek.providers.josvo.base-url=http://127.0.0.1:1",
                        "cezbek.providers.josvo.api-key=key",
                        "cezbek.providers.josvo.inquiry-schedule=1s,2s")
                .run(context -> assertThat(context.getBean(ConfiguredProviders.class)
                                .find("JOSVOH2H")
                                .orElseThrow()
                                .capabilities()
                                .inquiryWaits())
                        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void checksOfPaidOrdersAreTheProvidersUnlessTheyAreSet() {
        ApplicationContextRunner xendit = runner.withPropertyValues(
                "cezbek.providers.xendit.base-url=http://127.0.0.1:1", "cezbek.providers.xendit.api-key=key");
        xendit.run(context -> assertThat(paidChecks(context)).containsExactly(Duration.ofDays(1), Duration.ofDays(6)));
        xendit.withPropertyValues("cezbek.providers.xendit.paid-checks=2d")
                .run(context -> assertThat(paidChecks(context)).containsExactly(Duration.ofDays(2)));
        xendit.withPropertyValues("cezbek.providers.xendit.paid-checks=")
                .run(context -> assertThat(paidChecks(context)).isEmpty());
    }

    private static List<Duration> paidChecks(ApplicationContext context) {
        return context.getBean(ConfiguredProviders.class)
                .find("XENDIT")
                .orElseThrow()
                .capabilities()
                .paidChecks();
    }

    @Test
    void neverShowTheirCredentials() {
        runner.withPropertyValues(
                        "cezbek.providers.xenit.base-url=http://127.0.0.1:1",
                        "cezbek.providers.xenit.api-key=hush-1",
                        "cezbek.providers.xenit.username=hush-2",
                        "cezbek.providers.xenit.password=hush-3",
                        "cezbek.providers.xenit.callback-secret=hush-4-hush-4-hush-4")
                .run(context -> {
                    ProviderSettings xenit =
                            context.getBean("xenit", ProviderRegistration.class).settings();
                    assertThat(xenit.toString()).contains("127.0.0.1").doesNotContain("hush");
                });
    }
}
