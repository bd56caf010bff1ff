package id.kezbek.payouts.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.provider.ProviderHealth;
import id.kezbek.shared.Money;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderGaugesTest {

    @Test
    void showEachProviderAsTheLastReadingFoundIt() {
        ProviderBoard board = mock(ProviderBoard.class);
        when(board.all())
                .thenReturn(List.of(
                        standing("MTRANS", null, 3, 120, 90),
                        standing("XENIT", new ProviderBoard.Pause("x", "y", Instant.EPOCH), 0, 0, 100)))
                .thenReturn(List.of(standing("MTRANS", null, 1, 10, 100), standing("XENIT", null, 0, 0, 100)));
        ProviderHealth health = mock(ProviderHealth.class);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ProviderGauges gauges = new ProviderGauges(board, health, meters);

        gauges.refresh();
        verify(health).tell();
        assertThat(value(meters, "unknown", "MTRANS")).isEqualTo(3);
        assertThat(value(meters, "unknown.age", "MTRANS")).isEqualTo(120);
        assertThat(value(meters, "float", "MTRANS")).isEqualTo(90);
        assertThat(value(meters, "float.difference", "MTRANS")).isEqualTo(-30);
        assertThat(value(meters, "float.difference", "XENIT"))
                .as("a difference that does not last yet")
                .isZero();
        assertThat(value(meters, "float.low", "MTRANS")).isEqualTo(1);
        assertThat(value(meters, "float.low", "XENIT")).isZero();
        assertThat(value(meters, "provider.paused", "XENIT")).isEqualTo(1);

        gauges.refresh();
        assertThat(value(meters, "unknown", "MTRANS")).isEqualTo(1);
        assertThat(value(meters, "provider.paused", "XENIT")).isZero();
    }

    private static ProviderBoard.Standing standing(
            String code, ProviderBoard.@Nullable Pause pause, long unknown, long ageSeconds, long available) {
        return new ProviderBoard.Standing(
                code,
                code,
                true,
                pause,
                new ProviderBoard.Breakers(1, 0),
                new ProviderBoard.FloatMoney(Money.rupiah(available), true, Money.rupiah(100), false),
                0,
                unknown,
                Duration.ofSeconds(ageSeconds),
                new ProviderBoard.Told(
                        Money.rupiah(70),
                        Money.rupiah(100),
                        Money.ZERO,
                        Money.rupiah(-30),
                        Instant.EPOCH,
                        unknown > 0,
                        Instant.EPOCH,
                        null),
                List.of());
    }

    private static double value(SimpleMeterRegistry meters, String name, String provider) {
        return meters.get("cezbek.payouts." + name)
                .tag("provider", provider)
                .gauge()
                .value();
    }
}
