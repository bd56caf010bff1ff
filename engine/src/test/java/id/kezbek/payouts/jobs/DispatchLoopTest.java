package id.kezbek.payouts.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.kezbek.payouts.Dispatch;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.shared.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DispatchLoopTest {

    private final Dispatch dispatch = mock(Dispatch.class);
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

    private DispatchLoop loop(String pollInterval) {
        PayoutSettings settings = new Binder(
                        new MapConfigurationPropertySource(Map.of("cezbek.payouts.poll-interval", pollInterval)))
                .bindOrCreate("cezbek.payouts", PayoutSettings.class);
        return new DispatchLoop(dispatch, settings, Duration.ofSeconds(5));
    }
}
