package id.kezbek.payouts;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.batch.Shares;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets callers wait until their payouts have ended. Another process may send the payouts. While callers wait, one
 * thread queries all their payouts together. Waiting callers hold no database connection.
 *
 * <p>The wait for a payout ends in the states PAID, CANCELLED, HELD and ATTENTION. A payout may stay in these states
 * for days. The wait for a split payout ends when the wait for each part would end. When the process stops, this class
 * ends all waits before the server waits for its running requests.
 */
@Component
public class AwaitPayouts implements SmartLifecycle {

    public sealed interface Waited {

        /** The payout has ended, in this state. */
        record Ended(PayoutState state) implements Waited {}

        /** The payout did not end in time, or the process is stopping. */
        record TimeUp() implements Waited {}

        /** Too many callers are already waiting, of this partner or of all partners. */
        record Crowded() implements Waited {}
    }

    /** A higher limit would make the query slow. Most callers wait for a fraction of a second. */
    static final int MAX_WAITING = 1_000;

    /** The maximum number of waiting callers of one partner, so that one partner cannot use the whole limit. */
    static final int MAX_WAITING_OF_ONE_PARTNER = MAX_WAITING / 2;

    private static final int PHASE = Integer.MAX_VALUE - 512;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(AwaitPayouts.class);

    /** A waiting caller. Two callers that wait for the same payout must not be equal, so this class is not a record. */
    private static final class Waiter {

        private final UUID payout;
        private final CompletableFuture<PayoutState> ended = new CompletableFuture<>();

        Waiter(UUID payout) {
            this.payout = payout;
        }
    }

    private final JdbcClient jdbc;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Object lock = new Object();

    /** Guarded by {@code lock}. */
    private final Set<Waiter> waiters = new HashSet<>();

    private final Shares<PartnerId> shares = new Shares<>(MAX_WAITING_OF_ONE_PARTNER);

    private volatile boolean running;

    AwaitPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Like {@link #await(UUID, Duration)}, but also limits the waiting callers of this partner. */
    public Waited await(PartnerId partner, UUID payout, Duration longest) {
        if (!shares.enter(partner)) {
            return new Waited.Crowded();
        }
        try {
            return await(payout, longest);
        } finally {
            shares.leave(partner);
        }
    }

    /** Waits until the payout has ended, at most for the given time. */
    public Waited await(UUID payout, Duration longest) {
        Waiter waiter = new Waiter(payout);
        synchronized (lock) {
            if (!running || waiters.size() >= MAX_WAITING) {
                return new Waited.Crowded();
            }
            waiters.add(waiter);
            lock.notifyAll();
        }
        try {
            return new Waited.Ended(waiter.ended.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | CancellationException tooLate) {
            return new Waited.TimeUp();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Waited.TimeUp();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            synchronized (lock) {
                waiters.remove(waiter);
            }
        }
    }

    int waiting() {
        synchronized (lock) {
            return waiters.size();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread unused = Thread.ofVirtual().name("await-payouts").start(this::watch);
    }

    @Override
    public void stop() {
        stopping.countDown();
        synchronized (lock) {
            running = false;
            waiters.forEach(waiter -> waiter.ended.cancel(false));
            lock.notifyAll();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Ends the waits after the drain of the process, so that callers can still wait during the drain. */
    @Override
    public int getPhase() {
        return PHASE;
    }

    private void watch() {
        try {
            for (List<Waiter> present = someoneWaits(); !present.isEmpty(); present = someoneWaits()) {
                look(present);
                if (stopping.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until callers wait, and returns these callers. The list is empty if the process is stopping. */
    private List<Waiter> someoneWaits() throws InterruptedException {
        synchronized (lock) {
            while (running && waiters.isEmpty()) {
                lock.wait();
            }
            return running ? List.copyOf(waiters) : List.of();
        }
    }

    private void look(List<Waiter> present) {
        try {
            Map<UUID, PayoutState> ended = ended(present);
            for (Waiter waiter : present) {
                PayoutState state = ended.get(waiter.payout);
                if (state != null) {
                    waiter.ended.complete(state);
                }
            }
        } catch (RuntimeException | Error failed) {
            // Keeps this thread alive, because the next query may succeed. Without this thread, all callers would time
            // out.
            log.warn(
                    "Payouts that callers wait for could not be read; retrying: {}",
                    failed.getClass().getSimpleName());
        }
    }

    private Map<UUID, PayoutState> ended(List<Waiter> present) {
        Map<UUID, PayoutState> ended = new HashMap<>();
        jdbc.sql("""
                        select p.id, p.state from payouts.payout p
                        where p.id = any(?) and p.state not in ('PENDING', 'IN_FLIGHT')
                          and not exists (
                            select from payouts.item split
                            join payouts.item other on other.purchase = split.purchase and other.kind = 'SPLIT' and other.amount > 0
                            join payouts.payout part on part.id = other.payout
                            where split.payout = p.id and split.kind = 'SPLIT' and part.state in ('PENDING', 'IN_FLIGHT'))""")
                .param(present.stream().map(waiter -> waiter.payout).distinct().toArray(UUID[]::new))
                .query(row -> {
                    ended.put(row.getObject(1, UUID.class), PayoutState.valueOf(row.getString(2)));
                });
        return ended;
    }
}
