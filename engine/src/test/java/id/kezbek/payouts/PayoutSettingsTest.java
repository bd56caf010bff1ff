package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.startup.StartFailure;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PayoutSettingsTest {

    @Test
    void haveDefaults() {
        PayoutSettings settings = bound(Map.of());

        assertThat(settings.inquirySchedule())
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1));
        assertThat(settings.pollInterval()).hasMillis(100);
    }

    @ParameterizedTest
    @CsvSource({
        "batch-size, 0",
        "busy-in-flight, 0",
        "poll-interval, 0s",
        "lease, -1s",
        "gathering, -1ms",
        "yield-after, 0s",
        "longest-yield, -1ms",
        "max-back-off, 10ms",
        "max-attempts, 1001",
        "outcome-lanes, 65",
        "inquiry-batch-size, 101",
        "inquiry-schedule, '10s,0s'",
        "late-checks, '-1h'",
        "callback-checks, '5m,0s'"
    })
    void nameThePropertyThatIsWrong(String property, String value) {
        Assertions.assertThatThrownBy(() -> bound(Map.of("cezbek.payouts." + property, value)))
                .rootCause()
                .hasMessageContaining("cezbek.payouts." + property);
    }

    @ParameterizedTest
    @CsvSource({
        "lease, soon, cezbek.payouts.lease cannot be read",
        "lease, 0s, cezbek.payouts.lease must be above zero",
        "inquiry-schedule, often, cezbek.payouts.inquiry-schedule"
    })
    void aStartThatFailsForThemSaysSoInOneLine(String property, String value, String line) {
        Throwable failure = Assertions.catchThrowable(() -> bound(Map.of("cezbek.payouts." + property, value)));

        assertThat(StartFailure.explain(failure)).startsWith(line).doesNotContain("\n");
    }

    private static PayoutSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cezbek.payouts", PayoutSettings.class);
    }
}
