package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.trials.torture.fleet.EngineLost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A person with the role OPERATIONS who pauses and resumes providers. So payouts use more expensive providers, or are
 * held and released. At the end, this person resumes all paused providers.
 */
final class OperationsCaller implements Runnable {

    /**
     * The providers that are paused together. With the first list, each wallet still has one provider. With each other
     * list, one wallet has no provider.
     */
    private static final List<List<String>> PAUSED_TOGETHER = List.of(
            List.of("MTRANS", "XENIT"),
            List.of("MTRANS", "XENIT", "GOPAIDH2H"),
            List.of("MTRANS", "XENIT", "LSAJAH2H"),
            List.of("MTRANS", "XENIT", "JOSVOH2H"));

    private static final int REST_MILLIS = 2_500;
    private static final int PAUSED_MILLIS = 900;
    private static final int TRIES_MAX = 600;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final List<Door> doors;
    private final SandboxFile sandbox;
    private final RandomGenerator random;
    private final CountDownLatch stop;
    private int acts;

    OperationsCaller(List<Door> doors, SandboxFile sandbox, RandomGenerator random, CountDownLatch stop) {
        this.doors = List.copyOf(doors);
        this.sandbox = sandbox;
        this.random = random;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!isOver(REST_MILLIS)) {
            List<String> chosen = PAUSED_TOGETHER.get(random.nextInt(PAUSED_TOGETHER.size()));
            chosen.forEach(provider -> untilDone(provider, true));
            isOver(PAUSED_MILLIS);
            chosen.forEach(provider -> untilDone(provider, false));
        }
    }

    private void untilDone(String provider, boolean pause) {
        String key = "steer-" + ++acts;
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            if (isDone(provider, pause, key)) {
                return;
            }
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
        }
        throw new EngineLost("provider " + provider + " could not be " + (pause ? "paused" : "resumed"));
    }

    private boolean isDone(String provider, boolean pause, String key) {
        Door door = doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
        StaffClient staff = new StaffClient(door.calls(), sandbox);
        try {
            Answer answer = pause ? staff.pause(provider, key) : staff.resume(provider, key);
            return answer.succeeded();
        } catch (NoAnswer broken) {
            return false;
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
