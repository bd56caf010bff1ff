package id.kezbek.cashback.accept;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.batch.NaturalBatcher;
import id.kezbek.shared.batch.Shares;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Accepts one purchase for a waiting caller. Concurrent callers share transactions: purchases that arrive during a
 * commit form the next batch. Concurrent batches never contain the same customer, so workers do not wait for each
 * other's rows.
 */
@Component
public class AcceptPurchase {

    /**
     * A purchase with a waiting caller.
     *
     * @param requestId the request's correlation id for the log; null outside a request, and if the request's own
     *     thread adds the id to the log
     * @param span the request's span; null without tracing
     * @param sinceNanos the {@link System#nanoTime} when the caller began to wait
     */
    record Asked(
            Purchase purchase,
            @Nullable String requestId,
            @Nullable SpanContext span,
            long sinceNanos) {}

    private static final String REQUEST_ID = "requestId";
    private static final CrashPoint TOLD =
            CrashPoint.named("cashback.list-told", "a batch is committed and logged, its callers have no response");

    /**
     * The maximum number of workers, unless more are configured. With more workers, batches would be smaller, so the
     * database would need more work per purchase.
     */
    private static final int MOST_LANES = 3;

    private static final int SPARE_LANES = 1;

    /** The maximum number of waiting batches that callers sent. Waiting batches are kept in memory. */
    private static final int MAX_LISTS_WAITING = 32;

    /**
     * The maximum number of batches of one partner, waiting or running, so that batches of other partners can wait too.
     */
    private static final int MAX_LISTS_OF_ONE_PARTNER = MAX_LISTS_WAITING / 2;

    private static final Duration LIST_RETRY_AFTER = Duration.ofSeconds(1);

    private static final Duration TURN_WITHIN = Duration.ofSeconds(20);

    private final NaturalBatcher<Asked, Acceptance> batcher;
    private final int longestList;
    /** The worker number for batches that callers send. The number decides the funding slot of these batches. */
    private final int ownLane;

    private final Semaphore turn = new Semaphore(1, true);
    private final Shares<PartnerId> lists = new Shares<>(MAX_LISTS_OF_ONE_PARTNER);
    private final Purchases purchases;
    private final DecisionLog decisionLog;
    private final Traces traces;

    AcceptPurchase(
            Purchases purchases,
            DecisionLog decisionLog,
            RandomGenerator random,
            Traces traces,
            WaitingCallers callers,
            @Value("${cezbek.accept.lanes:0}") int lanesAsked,
            @Value("${cezbek.accept.longest-list:256}") int longestList) {
        this.purchases = purchases;
        this.decisionLog = decisionLog;
        this.traces = traces;
        int lanes = lanesAsked > 0 ? lanesAsked : lanesFor(Runtime.getRuntime().availableProcessors());
        // Each process begins at a random funding slot, so that two processes rarely use the same slot.
        int firstSlot = random.nextInt(1 << 10);
        this.longestList = longestList;
        this.ownLane = firstSlot + lanes + SPARE_LANES;
        this.batcher = new NaturalBatcher<>(
                "accept",
                lanes,
                longestList,
                asked -> 31 * asked.purchase().partner().hashCode()
                        + asked.purchase().msisdn().hashCode(),
                (lane, list) -> {
                    callers.waited(
                            Duration.ofNanos(System.nanoTime() - list.getFirst().sinceNanos()));
                    return accept(firstSlot + lane, list);
                });
        callers.watch(batcher::longestWait);
    }

    /** One worker for every two processors, because handling the requests needs processor time too. */
    private static int lanesFor(int processors) {
        return Math.clamp(processors / 2, 1, MOST_LANES);
    }

    /**
     * Accepts a purchase; an {@link Acceptance.Accepted} result is durable.
     *
     * @throws Refusal OUT_OF_SERVICE if too many callers wait; nothing was recorded
     */
    public Acceptance accept(Purchase purchase) {
        return batcher.call(new Asked(purchase, MDC.get(REQUEST_ID), traces.here(), System.nanoTime()));
    }

    /**
     * Accepts a batch that a caller sent. Each item is decided in order and individually, as in a single request.
     * Batches that callers send run one after the other, like the batches of an additional worker.
     *
     * @param purchases at least one, all of one partner
     * @throws Refusal TOO_MANY_REQUESTS if too many batches of the partner wait, OUT_OF_SERVICE if too many batches
     *     wait in total; nothing was recorded
     */
    public List<Acceptance> acceptAll(List<Purchase> purchases) {
        PartnerId partner = purchases.getFirst().partner();
        if (!lists.enter(partner)) {
            throw Refusal.tooMany(
                    "too many of your batches are waiting; send fewer at the same time", LIST_RETRY_AFTER);
        }
        try {
            return acceptInTurn(purchases);
        } finally {
            lists.leave(partner);
        }
    }

    private List<Acceptance> acceptInTurn(List<Purchase> purchases) {
        takeTurn();
        try {
            List<Acceptance> outcomes = new ArrayList<>(purchases.size());
            SpanContext here = traces.here();
            for (int from = 0; from < purchases.size(); from += longestList) {
                List<Asked> part = purchases.subList(from, Math.min(from + longestList, purchases.size())).stream()
                        .map(purchase -> new Asked(purchase, null, here, System.nanoTime()))
                        .toList();
                outcomes.addAll(
                        isAway(outcomes)
                                ? Collections.nCopies(part.size(), outcomes.getLast())
                                : accept(ownLane, part));
            }
            return outcomes;
        } finally {
            turn.release();
        }
    }

    /**
     * Whether all purchases so far failed. In this case the database is probably unavailable, and each further batch
     * would only wait for a timeout.
     */
    private static boolean isAway(List<Acceptance> outcomes) {
        return !outcomes.isEmpty() && outcomes.stream().allMatch(Acceptance.Failed.class::isInstance);
    }

    private void takeTurn() {
        try {
            if (turn.getQueueLength() < MAX_LISTS_WAITING
                    && turn.tryAcquire(TURN_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(ErrorCode.OUT_OF_SERVICE, "too many batches are waiting; send the batch again in a moment");
    }

    private List<Acceptance> accept(int slot, List<Asked> list) {
        List<Acceptance> outcomes = traces.areOn() ? acceptTraced(slot, list) : write(slot, list);
        // The worker writes the log lines, and not the callers' threads, so that a batch wakes the logging thread only
        // once.
        for (int i = 0; i < list.size(); i++) {
            decisionLog.tell(list.get(i), outcomes.get(i));
        }
        TOLD.reached();
        return outcomes;
    }

    private List<Acceptance> acceptTraced(int slot, List<Asked> list) {
        Set<SpanContext> callers = list.stream()
                .map(Asked::span)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        try (Traced span = traces.beginFor(callers, "accept purchases")) {
            List<Acceptance> outcomes = write(slot, list);
            span.put("cezbek.purchases", outcomes.size())
                    .put(
                            "cezbek.accepted",
                            outcomes.stream()
                                    .filter(Acceptance.Accepted.class::isInstance)
                                    .count());
            return outcomes;
        }
    }

    private List<Acceptance> write(int slot, List<Asked> list) {
        return purchases.accept(slot, list.stream().map(Asked::purchase).toList());
    }

    @PreDestroy
    void stop() {
        batcher.close();
    }
}
