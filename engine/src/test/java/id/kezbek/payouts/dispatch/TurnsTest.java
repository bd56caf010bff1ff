package id.kezbek.payouts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider.Capabilities;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.traces.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TurnsTest {

    /** Orders beyond that would wait for permits until their leases end. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none, 128", "600, 50", "6, 1", "1, 1", "100000, 128"})
    void noMoreOrdersAreInProgressThanGetPermitsInHalfALease(Integer perMinute, int turns) {
        Capabilities can = new Capabilities(
                true,
                true,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                128,
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1),
                perMinute == null ? OptionalInt.empty() : OptionalInt.of(perMinute));

        assertThat(Sending.turns(can, Duration.ofSeconds(10))).isEqualTo(turns);
    }

    @Test
    void afterPurchasesHadToWaitFewerOrdersAreSentAtATimeAndTheLimitRisesSlowly() {
        AtomicLong nanos = new AtomicLong();
        WaitingCallers callers = new WaitingCallers();
        AtomicReference<Duration> longestWait = new AtomicReference<>(Duration.ZERO);
        callers.watch(longestWait::get);
        int least = 4 * Runtime.getRuntime().availableProcessors();
        int step = least / 4;
        try (Sending sending = sending(callers, nanos)) {
            callers.waited(Duration.ofNanos(9_999_999));
            assertThat(places(sending)).as("no purchase has waited 10 ms").isEqualTo(512);

            callers.waited(Duration.ofMillis(10));
            callers.waited(Duration.ofMillis(1));
            try (Reservation first = sending.reserve(least - 1)) {
                assertThat(first.places()).isEqualTo(least - 1);
                assertThat(places(sending)).as("the rest").isEqualTo(1);
            }
            nanos.addAndGet(Duration.ofMillis(249).toNanos());
            assertThat(places(sending)).as("a moment later").isEqualTo(least);
            nanos.addAndGet(Duration.ofMillis(1).toNanos());
            assertThat(places(sending)).isEqualTo(least + step);
            nanos.addAndGet(Duration.ofMillis(500).toNanos());
            assertThat(places(sending)).isEqualTo(least + 3 * step);

            longestWait.set(Duration.ofMillis(10));
            assertThat(places(sending)).as("a purchase waits now").isEqualTo(least);
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(places(sending)).as("and still waits").isEqualTo(least);

            longestWait.set(Duration.ZERO);
            nanos.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(places(sending)).as("all again").isEqualTo(512);
        }
    }

    private static int places(Sending sending) {
        try (Reservation reservation = sending.reserve(1_000)) {
            return reservation.places();
        }
    }

    private static Sending sending(WaitingCallers callers, AtomicLong nanos) {
        PayoutSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("cezbek.payouts.busy-in-flight", "4")))
                .bindOrCreate("cezbek.payouts", PayoutSettings.class);
        return new Sending(
                mock(ConfiguredProviders.class),
                mock(PartnerDirectory.class),
                mock(Outcomes.class),
                Clock.systemUTC(),
                settings,
                mock(Traces.class),
                new DispatchBell(),
                new InFlightLimit(callers, settings, nanos::get));
    }
}
