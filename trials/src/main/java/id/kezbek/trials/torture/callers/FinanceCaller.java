package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.trials.torture.calls.Diary;
import id.kezbek.trials.torture.calls.Told;
import id.kezbek.trials.torture.calls.TopUpCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A person with the role FINANCE who repeatedly books top-ups of a small partner, and repeats requests that got no
 * response.
 */
final class FinanceCaller implements Runnable {

    private static final int TRIES_MAX = 600;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final int PAUSE_MILLIS = 700;
    private static final int AMOUNT_STEP = 10_000;
    private static final int AMOUNT_STEPS = 20;

    private final String partner;
    private final List<Door> doors;
    private final SandboxFile sandbox;
    private final RandomGenerator random;
    private final Diary diary;
    private final CountDownLatch stop;

    FinanceCaller(
            String partner,
            List<Door> doors,
            SandboxFile sandbox,
            RandomGenerator random,
            Diary diary,
            CountDownLatch stop) {
        this.partner = partner;
        this.doors = List.copyOf(doors);
        this.sandbox = sandbox;
        this.random = random;
        this.diary = diary;
        this.stop = stop;
    }

    @Override
    public void run() {
        boolean isOver = false;
        for (int number = 1; !isOver; number++) {
            String key = "TOPUP-" + number;
            long amount = (1L + random.nextInt(AMOUNT_STEPS)) * AMOUNT_STEP;
            boolean repeated = random.nextInt(4) == 0;
            untilBooked(key, amount);
            if (repeated) {
                untilBooked(key, amount);
            }
            isOver = isOver(PAUSE_MILLIS);
        }
    }

    private void untilBooked(String key, long amount) {
        boolean isTold = false;
        for (int tries = 0; !isTold && tries < TRIES_MAX; tries++) {
            Door door = doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
            Instant began = Instant.now();
            Told told = book(door, key, amount);
            diary.note(new TopUpCall(began, door.process(), partner, key, amount, told));
            isTold = !(told instanceof Told.Unclear);
            if (!isTold) {
                LockSupport.parkNanos(RETRY_PAUSE.toNanos());
            }
        }
    }

    private Told book(Door door, String key, long amount) {
        try {
            Answer answer = new StaffClient(door.calls(), sandbox).topUp(partner, BigDecimal.valueOf(amount), key);
            if (answer.succeeded()) {
                return new Told.Acknowledged(
                        answer.body().path("arguments").path("id").asString(""));
            }
            // A conflict means that another process is still handling the same key, so a later request gets the
            // response.
            boolean comesLater = answer.status() >= 500 || answer.status() == 409;
            String what = answer.status() + " " + answer.code();
            return comesLater ? new Told.Unclear(what) : new Told.Refused(what);
        } catch (NoAnswer broken) {
            return new Told.Unclear(String.valueOf(broken.getMessage()));
        }
    }

    private boolean isOver(int pauseMillis) {
        try {
            return stop.await(pauseMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
