package id.kezbek.payouts.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.dispatch.DispatchBell;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DispatchLoopTest {

    private final Dispatch dispatch = mock(Dispatch.class);
    private final DispatchBell bell = new DispatchBell();
    private final WaitingCallers callers = new WaitingCallers();
    private final PayoutBacklog backlog = new PayoutBacklog();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void goesOnAtOnceWhileABatchIsFullAndRestsAfterwards() throws Exception {
        when(dispatch.run()).thenAnswer(call -> runs.incrementAndGet() < 50);
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1h");

        loop.start();
        Eventually.holds("fifty full batches", () -> runs.get() == 50);
        loop.stop();

        assertThat(loop.isRunning()).isFalse();
        assertThat(runs).as("it was resting").hasValue(50);
    }

    @Test
    void outlivesAFailure() throws Exception {
        when(dispatch.run()).thenAnswer(call -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
            return false;
        });
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1ms");

        loop.start();
        Eventually.holds("it tries again", () -> runs.get() > 3);
        loop.stop();
    }

    @Test
    void outlivesAnError() throws Exception {
        when(dispatch.run()).thenAnswer(call -> {
            if (runs.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("a class that cannot be loaded");
            }
            return false;
        });
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1ms");

        loop.start();
        Eventually.holds("it goes on", () -> runs.get() > 3);
        loop.stop();
    }

    @Test
    void ordersThatAreCommittedHereWakeIt() throws Exception {
        when(dispatch.run()).thenAnswer(call -> runs.incrementAndGet() < 0);
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1h");

        loop.start();
        Eventually.holds("it has looked once", () -> runs.get() == 1);
        bell.ring();
        Eventually.holds("it looks again", () -> runs.get() >= 2);
        loop.stop();
    }

    @Test
    void purchasesGoFirst() throws Exception {
        AtomicReference<Duration> longestWait = new AtomicReference<>(Duration.ofMillis(10));
        AtomicInteger looks = new AtomicInteger();
        callers.watch(() -> {
            looks.incrementAndGet();
            return longestWait.get();
        });
        when(dispatch.run()).thenAnswer(call -> runs.incrementAndGet() > 0);
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1h", "cezbek.payouts.longest-yield", "1h");

        loop.start();
        Eventually.holds("it has looked again and again whether they still wait", () -> looks.get() > 5);
        assertThat(runs).as("a list, and none beside callers who wait").hasValue(1);
        longestWait.set(Duration.ofMillis(9));
        Eventually.holds("it goes on", () -> runs.get() > 3);
        loop.stop();
    }

    @Test
    void callersWhoNeverStopDoNotKeepItForEver() throws Exception {
        callers.watch(() -> Duration.ofHours(1));
        when(dispatch.run()).thenAnswer(call -> runs.incrementAndGet() > 0);
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1h", "cezbek.payouts.longest-yield", "1ms");

        loop.start();
        Eventually.holds("it goes on", () -> runs.get() > 3);
        loop.stop();

        assertThat(meters.get("cezbek.payouts.dispatch.yielded").timer().count())
                .isPositive();
    }

    @Test
    void tellsWhetherMoreIsDueThanItCanClaim() throws Exception {
        CountDownLatch claimed = new CountDownLatch(1);
        when(dispatch.run()).thenReturn(true, true).thenAnswer(call -> {
            assertThat(backlog.isThere()).isTrue();
            claimed.countDown();
            return false;
        });
        when(dispatch.awaitIdle(any())).thenReturn(true);
        DispatchLoop loop = loop("1h");

        loop.start();
        Eventually.holds("the backlog is gone", () -> claimed.getCount() == 0 && !backlog.isThere());
        loop.stop();
    }

    private DispatchLoop loop(String pollInterval) {
        return loop(pollInterval, "cezbek.payouts.gathering", "0ms");
    }

    private DispatchLoop loop(String pollInterval, String name, String value) {
        PayoutSettings settings = new Binder(new MapConfigurationPropertySource(
                        Map.of("cezbek.payouts.poll-interval", pollInterval, name, value)))
                .bindOrCreate("cezbek.payouts", PayoutSettings.class);
        return new DispatchLoop(dispatch, bell, callers, backlog, settings, meters, Duration.ofSeconds(5));
    }
}
