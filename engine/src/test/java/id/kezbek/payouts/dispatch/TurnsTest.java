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

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

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
        int least = 4 * Runtime.getRuntime().availableProcessors();
        try (Sending sending = sending(callers, nanos)) {
            callers.waited(Duration.ofNanos(9_999_999));
            assertThat(placesAtNextLook(sending, nanos)).as("none waited 10 ms").isEqualTo(512);

            callers.waited(Duration.ofMillis(10));
            callers.waited(Duration.ofMillis(1));
            nanos.addAndGet(LOOK_EVERY.minusNanos(1).toNanos());
            assertThat(places(sending)).as("before the next look").isEqualTo(512);
            nanos.addAndGet(1);
            assertThat(places(sending)).isEqualTo(256);
            try (Reservation first = sending.reserve(255)) {
                assertThat(first.places()).isEqualTo(255);
                assertThat(places(sending)).as("the rest").isEqualTo(1);
            }
            assertThat(placesAtNextLook(sending, nanos)).as("none waited").isEqualTo(288);

            AtomicReference<Duration> longestWait = new AtomicReference<>(Duration.ofMillis(10));
            callers.watch(longestWait::get);
            assertThat(placesAtNextLook(sending, nanos))
                    .as("a purchase waits now")
                    .isEqualTo(144);
            for (int look = 0; look < 10; look++) {
                placesAtNextLook(sending, nanos);
            }
            assertThat(places(sending)).as("and still waits").isEqualTo(least);

            longestWait.set(Duration.ZERO);
            nanos.addAndGet(LOOK_EVERY.multipliedBy(16).toNanos());
            assertThat(places(sending)).as("all again").isEqualTo(512);
        }
    }

    /** A slow provider needs many orders in progress. A rare wait of a purchase must not take them away for long. */
    @Test
    void rareWaitsLeaveMostOfTheLimit() {
        AtomicLong nanos = new AtomicLong();
        WaitingCallers callers = new WaitingCallers();
        try (Sending sending = sending(callers, nanos)) {
            for (int second = 0; second < 60; second++) {
                callers.waited(Duration.ofMillis(30));
                for (int look = 0; look < 4; look++) {
                    assertThat(placesAtNextLook(sending, nanos)).isGreaterThanOrEqualTo(96);
                }
            }
        }
    }

    private static int placesAtNextLook(Sending sending, AtomicLong nanos) {
        nanos.addAndGet(LOOK_EVERY.toNanos());
        return places(sending);
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
