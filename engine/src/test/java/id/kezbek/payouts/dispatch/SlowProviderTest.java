package id.kezbek.payouts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.traces.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** While purchases wait, the orders of a slow provider leave slots for the other providers. */
class SlowProviderTest {

    private static final int PROVIDERS_LIMIT = 128;
    private static final int BESIDE_PURCHASES = 4 * Runtime.getRuntime().availableProcessors();

    private final WaitingCallers callers = new WaitingCallers();
    private final AtomicLong nanos = new AtomicLong();
    private final Sending sending = sending();

    @AfterEach
    void close() {
        sending.close();
    }

    @Test
    void takesHalfOfTheSlots() {
        purchasesWait();
        try (Reservation reservation = sending.reserve(1_000)) {
            assertThat(turns(reservation, "SLOW")).isEqualTo(BESIDE_PURCHASES / 2);
            assertThat(reservation.takeTurn("QUICK")).isTrue();
        }
    }

    @Test
    void itsOrdersOfBeforeLeaveTheOtherHalf() {
        try (Reservation before = sending.reserve(PROVIDERS_LIMIT)) {
            assertThat(turns(before, "SLOW")).as("no purchase waits").isEqualTo(PROVIDERS_LIMIT);

            purchasesWait();
            try (Reservation reservation = sending.reserve(1_000)) {
                assertThat(reservation.places()).isEqualTo(BESIDE_PURCHASES / 2);
                assertThat(reservation.takeTurn("SLOW")).isFalse();
                assertThat(reservation.takeTurn("QUICK")).isTrue();
            }
        }
    }

    private void purchasesWait() {
        callers.watch(() -> Duration.ofSeconds(1));
        for (int look = 0; look < 10; look++) {
            nanos.addAndGet(Duration.ofMillis(250).toNanos());
            sending.reserve(0).close();
        }
    }

    private static int turns(Reservation reservation, String provider) {
        int turns = 0;
        while (reservation.takeTurn(provider)) {
            turns++;
        }
        return turns;
    }

    private Sending sending() {
        PayoutProvider provider = mock(PayoutProvider.class);
        when(provider.capabilities())
                .thenReturn(new PayoutProvider.Capabilities(
                        true,
                        true,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        PROVIDERS_LIMIT,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Duration.ofHours(1),
                        OptionalInt.empty()));
        ConfiguredProviders providers = mock(ConfiguredProviders.class);
        when(providers.find(anyString())).thenReturn(Optional.of(provider));
        PayoutSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("cezbek.payouts.busy-in-flight", "4")))
                .bindOrCreate("cezbek.payouts", PayoutSettings.class);
        return new Sending(
                providers,
                mock(PartnerDirectory.class),
                mock(Outcomes.class),
                Clock.systemUTC(),
                settings,
                mock(Traces.class),
                new DispatchBell(),
                new InFlightLimit(callers, settings, nanos::get));
    }
}
