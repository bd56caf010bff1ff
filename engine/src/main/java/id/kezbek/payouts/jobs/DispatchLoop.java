package id.kezbek.payouts.jobs;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.dispatch.DispatchBell;
import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
 * Claims due payouts in batches. After a full batch, the loop claims again at once. Otherwise it waits until {@link
 * DispatchBell} rings or the poll interval ends. When the process stops, the loop claims no more payouts, and orders in
 * progress may finish within the shutdown phase. Orders that do not finish in time become UNKNOWN later, as after a
 * crash.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class DispatchLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DispatchLoop.class);
    /** The interval between checks whether purchases are still waiting. */
    private static final Duration YIELD_STEP = Duration.ofMillis(5);

    /** The part of the shutdown phase that is reserved for the other shutdown steps. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private record Running(Thread thread, CountDownLatch stopping) {}

    private final Dispatch dispatch;
    private final DispatchBell bell;
    private final WaitingCallers callers;
    private final PayoutBacklog backlog;
    private final PayoutSettings settings;
    private final Timer yielded;
    private final Duration stopTimeout;
    private volatile @Nullable Running running;

    DispatchLoop(
            Dispatch dispatch,
            DispatchBell bell,
            WaitingCallers callers,
            PayoutBacklog backlog,
            PayoutSettings settings,
            MeterRegistry meters,
            @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration shutdownPhase) {
        this.dispatch = dispatch;
        this.bell = bell;
        this.callers = callers;
        this.backlog = backlog;
        this.settings = settings;
        this.yielded = Timer.builder("cezbek.payouts.dispatch.yielded")
                .description("How long dispatch waited between two batches to give purchases priority")
                .register(meters);
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
        bell.ring();
        long began = System.nanoTime();
        try {
            boolean claimsNoMore = now.thread().join(stopTimeout);
            Duration rest = stopTimeout.minusNanos(System.nanoTime() - began);
            if (!claimsNoMore || !dispatch.awaitIdle(rest)) {
                log.warn("The engine stops while payouts are being sent; their attempts will become UNKNOWN");
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
            long began = System.nanoTime();
            boolean isFull = dispatchOnce();
            backlog.isThere(isFull);
            try {
                if (!isFull) {
                    boolean unused = bell.listen(settings.pollInterval());
                    goOn = !isOver(stopping, settings.gathering().minusNanos(System.nanoTime() - began));
                }
                goOn = goOn && !isOver(stopping, Duration.ZERO) && yieldToCallers(stopping);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                goOn = false;
            }
        }
    }

    /**
     * Pauses while purchases wait too long, because purchases have priority over payouts. The pause has a maximum, so
     * that payouts continue under constant load.
     *
     * @return whether the loop should continue
     */
    private boolean yieldToCallers(CountDownLatch stopping) throws InterruptedException {
        long began = System.nanoTime();
        boolean goOn = true;
        while (goOn
                && callers.areWaiting(settings.yieldAfter())
                && System.nanoTime() - began < settings.longestYield().toNanos()) {
            goOn = !isOver(stopping, YIELD_STEP);
        }
        if (System.nanoTime() - began >= YIELD_STEP.toNanos()) {
            yielded.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
        return goOn;
    }

    private boolean dispatchOnce() {
        try {
            return dispatch.run();
        } catch (RuntimeException failed) {
            log.warn("Payouts could not be claimed; retrying", failed);
            return false;
        } catch (Error failed) {
            // If an Error ended this loop, the process would look healthy but send no payouts.
            log.error("Dispatch failed; continuing", failed);
            return false;
        }
    }

    private static boolean isOver(CountDownLatch stopping, Duration rest) throws InterruptedException {
        return stopping.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    }
}
