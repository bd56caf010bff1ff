package id.kezbek.webhooks.delivery;

import id.kezbek.shared.batch.GiveWay;
import id.kezbek.shared.batch.NaturalBatcher;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends due deliveries. Each endpoint has a few slots of its own, so a slow endpoint does not delay other endpoints. A
 * failing endpoint gets one delivery at a time.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
public class SendDeliveries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SendDeliveries.class);

    private static final CrashPoint CLAIMED =
            CrashPoint.named("webhooks.claimed", "deliveries are claimed, but not sent");
    private static final CrashPoint SENT = CrashPoint.named(
            "webhooks.sent", "an endpoint has answered, but the result of the attempt is not recorded");

    /** The maximum number of concurrent attempts to one endpoint. */
    private static final int SLOTS = 8;

    /** The maximum number of one endpoint's deliveries in this process. Further deliveries wait in the database. */
    private static final int HELD_EACH = 32;

    private static final int HELD_MAX = 4_096;

    /** The maximum number of deliveries per claim while purchases or payouts wait. */
    private static final int CLAIMED_WHILE_OTHERS_WAIT = 4;

    /** The maximum duration of a run. The schedule then starts the next run. */
    private static final Duration RUN_MAX = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int RECORDED_AT_ONCE = 200;

    /** Results that arrive within this time are recorded together. */
    private static final Duration GATHERING = Duration.ofMillis(25);

    /** The deliveries of an endpoint in this process. */
    private static final class Lane {
        private final Semaphore slots = new Semaphore(SLOTS, true);
        private final AtomicInteger held = new AtomicInteger();
    }

    private final DeliveryQueue deliveries;
    private final HttpSender sender;
    private final GiveWay giveWay;
    private final Clock clock;
    private final NaturalBatcher<Claimed, Boolean> looks;
    private final NaturalBatcher<RecordAttempts.Ended, DeliveryState> results;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private final Map<UUID, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Semaphore finished = new Semaphore(0);
    private final Counter delivered;
    private final Counter failed;
    private volatile boolean isStopping;

    SendDeliveries(
            DeliveryQueue deliveries,
            RecordAttempts attempts,
            HttpSender sender,
            GiveWay giveWay,
            MeterRegistry meters,
            Clock clock) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.giveWay = giveWay;
        this.clock = clock;
        this.looks = new NaturalBatcher<>(
                "webhook-looks",
                1,
                RECORDED_AT_ONCE,
                delivery -> delivery.id().hashCode(),
                (lane, claimed) -> deliveries.areWanted(claimed));
        this.results = new NaturalBatcher<>(
                "webhook-results",
                1,
                RECORDED_AT_ONCE,
                GATHERING,
                () -> Math.max(1, held.get()),
                ended -> ended.delivery().id().hashCode(),
                (lane, ended) -> attempts.record(ended));
        this.delivered = counter(meters, "delivered");
        this.failed = counter(meters, "failed");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("cezbek.webhooks.attempts")
                .description("RecordAttempts to deliver an event to a partner's endpoint")
                .tag("outcome", outcome)
                .register(meters);
    }

    /**
     * Sends all due deliveries, at most for {@link #RUN_MAX}. After this time, the run does not wait for slow
     * endpoints.
     */
    public void run() {
        long began = System.nanoTime();
        int claimed;
        do {
            claimed = claim();
            awaitFinished(claimed);
        } while (!isStopping && (claimed > 0 || held.get() > 0) && System.nanoTime() - began < RUN_MAX.toNanos());
    }

    private int claim() {
        int room = Math.min(HELD_MAX - held.get(), giveWay.isDue() ? CLAIMED_WHILE_OTHERS_WAIT : HELD_MAX);
        if (room < 1) {
            return 0;
        }
        Instant since = clock.instant();
        List<Claimed> claimed = deliveries.claim(heldByEndpoint(), HELD_EACH, room);
        if (!claimed.isEmpty()) {
            CLAIMED.reached();
        }
        for (Claimed one : claimed) {
            Lane lane = lanes.computeIfAbsent(one.endpoint(), endpoint -> new Lane());
            lane.held.incrementAndGet();
            held.incrementAndGet();
            threads.execute(() -> sendIn(lane, one, since));
        }
        return claimed.size();
    }

    private Map<UUID, Integer> heldByEndpoint() {
        Map<UUID, Integer> numbers = new HashMap<>();
        lanes.forEach((endpoint, lane) -> {
            if (lane.held.get() > 0) {
                numbers.put(endpoint, lane.held.get());
            }
        });
        return numbers;
    }

    /**
     * Waits a short time until a delivery has ended. The wait is short, because deliveries of other endpoints may
     * become due.
     */
    private void awaitFinished(int claimed) {
        try {
            if (claimed > 0 || held.get() > 0) {
                boolean isAny = finished.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                if (isAny) {
                    finished.drainPermits();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            isStopping = true;
        }
    }

    private void sendIn(Lane lane, Claimed delivery, Instant since) {
        try {
            lane.slots.acquire();
            try {
                send(delivery, since);
            } finally {
                lane.slots.release();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            // After the end of the claim, the delivery is sent again with the same id.
            log.atError()
                    .addKeyValue("error", broken.getClass().getSimpleName())
                    .log("the result of a webhook could not be recorded; it will be sent again");
        } finally {
            lane.held.decrementAndGet();
            held.decrementAndGet();
            finished.release();
        }
    }

    private void send(Claimed delivery, Instant since) {
        Instant at = clock.instant();
        // While the delivery waited for a slot, the endpoint may have been disabled, or may have got another URL.
        if (isStopping || at.isAfter(since.plus(DeliveryQueue.START_WITHIN)) || !looks.call(delivery)) {
            deliveries.giveBack(delivery);
            return;
        }
        Reply reply = sender.send(delivery);
        SENT.reached();
        (reply.isSuccess() ? delivered : failed).increment();
        DeliveryState recorded = results.call(new RecordAttempts.Ended(delivery, reply, at));
        if (recorded == DeliveryState.FAILED) {
            log.atInfo()
                    .addKeyValue("delivery", delivery.id())
                    .addKeyValue("endpoint", delivery.endpoint())
                    .log("webhook delivery failed; no attempt is left");
        }
    }

    @Override
    public void close() {
        isStopping = true;
        threads.close();
        looks.close();
        results.close();
    }
}
