package id.kezbek.payouts.jobs;

import id.kezbek.payouts.Dispatch;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Claims due payouts as long as there are any, and looks again after a short rest when there are none. When the process
 * stops it claims no more, and what is under way may finish within the shutdown phase; what does not is found as
 * unknown later, as after a crash.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class DispatchLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DispatchLoop.class);
    /** What the shutdown phase keeps for the rest of stopping. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private record Running(Thread thread, CountDownLatch stopping) {}

    private final Dispatch dispatch;
    private final PayoutSettings settings;
    private final Duration stopTimeout;
    private volatile @Nullable Running running;

    DispatchLoop(
            Dispatch dispatch,
            PayoutSettings settings,
            @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration shutdownPhase) {
        this.dispatch = dispatch;
        this.settings = settings;
        this.stopTimeout = shutdownPhase.compareTo(RESERVE) > 0 ? shutdownPhase.minus(RESERVE) : shutdownPhase;
    }

    @Override
    public void start() {
        CountDownLatch stopping = new CountDownLatch(1);
        running = new Running(Thread.ofVirtual().name("dispatch").start(() -> work(stopping)), stopping);
    }

    @Override
    public void stop() {
        Running now = running;
        if (now == null) {
            return;
        }
        now.stopping().countDown();
        long began = System.nanoTime();
        try {
            boolean claimsNoMore = now.thread().join(stopTimeout);
            Duration rest = stopTimeout.minusNanos(System.nanoTime() - began);
            if (!claimsNoMore || !dispatch.awaitIdle(rest)) {
                log.warn("Some payouts are still being sent; they will be found as unknown and asked about");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private void work(CountDownLatch stopping) {
        boolean goOn = true;
        while (goOn) {
            Duration rest = dispatchOnce() ? Duration.ZERO : settings.pollInterval();
            goOn = !isOver(stopping, rest);
        }
    }

    private boolean dispatchOnce() {
        try {
            return dispatch.run();
        } catch (RuntimeException failed) {
            log.warn("Payouts could not be claimed; it is tried again", failed);
            return false;
        } catch (Error failed) {
            // A loop that dies of it would leave a process that looks well and pays nobody.
            log.error("Dispatch met an error; it goes on", failed);
            return false;
        }
    }

    private static boolean isOver(CountDownLatch stopping, Duration rest) {
        try {
            return stopping.await(rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
