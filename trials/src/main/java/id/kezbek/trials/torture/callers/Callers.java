package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.trials.torture.calls.Diary;
import id.kezbek.trials.torture.calls.Seeds;
import id.kezbek.trials.torture.fleet.EngineLost;
import id.kezbek.trials.torture.fleet.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/** All callers of a run. The purchases of a caller depend only on the run's seed and the caller's number. */
public final class Callers implements AutoCloseable {

    private static final int PARTNER_CALLERS = 6;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration END_WITHIN = Duration.ofMinutes(3);
    private static final int RADIX = 36;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Door> doors;

    public Callers(Fleet fleet) {
        this.doors = fleet.apis().stream()
                .map(api -> new Door(api.name(), new HttpCalls(api.baseUrl(), ANSWER_WITHIN)))
                .toList();
    }

    public void start(long seed, Map<String, Credentials> partners, String toppedUp, SandboxFile sandbox, Diary diary) {
        Sessions sessions = new Sessions(partners);
        List<String> codes = partners.keySet().stream().sorted().toList();
        for (int number = 0; number < PARTNER_CALLERS; number++) {
            String prefix = "T" + Long.toString(seed, RADIX).toUpperCase(Locale.ROOT) + "-" + number;
            Purchases purchases = new Purchases(codes, prefix, Seeds.of(seed, "caller " + number));
            start("caller-" + number, new PartnerCaller(purchases, doors, sessions, diary, stop));
        }
        String returning = codes.stream()
                .filter(code -> !code.equals(toppedUp))
                .findFirst()
                .orElseThrow();
        String prefix = "R" + Long.toString(seed, RADIX).toUpperCase(Locale.ROOT);
        RandomGenerator returned = Seeds.of(seed, "refunds");
        PartnerCaller partner =
                new PartnerCaller(new Purchases(List.of(returning), prefix, returned), doors, sessions, diary, stop);
        start("refunds", new RefundCaller(returning, prefix, partner, doors, sessions, returned, diary, stop));
        start("operations", new OperationsCaller(doors, sandbox, Seeds.of(seed, "operations"), stop));
        RandomGenerator amounts = Seeds.of(seed, "top-ups");
        start("finance", new FinanceCaller(toppedUp, doors, sandbox, amounts, diary, stop));
    }

    private void start(String name, Runnable caller) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(caller));
    }

    /** Waits until all callers have completed their requests. */
    public void finish() {
        stop.countDown();
        long deadline = System.nanoTime() + END_WITHIN.toNanos();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    throw new EngineLost(thread.getName() + " still has no clear response to its request");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        stop.countDown();
        threads.forEach(Thread::interrupt);
        doors.forEach(door -> door.calls().close());
    }
}
