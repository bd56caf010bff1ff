package id.kezbek.payouts.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.kezbek.payouts.OpenPayouts;
import id.kezbek.payouts.PayoutState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayoutGaugesTest {

    @Test
    void showWhatTheLastReadingFound() {
        OpenPayouts open = mock(OpenPayouts.class);
        when(open.counts()).thenReturn(Map.of(PayoutState.PENDING, 3L, PayoutState.ATTENTION, 1L));
        when(open.ageOfOldestUnknown()).thenReturn(Duration.ofMinutes(2));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        new PayoutGauges(open, meters).refresh();

        assertThat(open(meters, "pending")).isEqualTo(3);
        assertThat(open(meters, "attention")).isEqualTo(1);
        assertThat(open(meters, "held")).isZero();
        assertThat(meters.get("cezbek.payouts.unknown.oldest.age").gauge().value())
                .isEqualTo(120);
    }

    private static double open(SimpleMeterRegistry meters, String state) {
        return meters.get("cezbek.payouts.open").tag("state", state).gauge().value();
    }
}
