package id.kezbek.sandbox.torture;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.PartnerClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A partner's system: reports purchases one after the other and asks again, with the same reference and the same values
 * and at any process, until it is told what became of them.
 */
final class PartnerCaller implements Runnable {

    private static final int TRIES_MAX = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RETRY_PAUSE_MILLIS = 150;
    private static final String BAD_PAYLOAD = "9008";

    private final Purchases purchases;
    private final List<Door> doors;
    private final Sessions sessions;
    private final Diary diary;
    private final CountDownLatch stop;

    /** @param stop reaches zero when no new purchase is to begin; one that has begun is brought to its end */
    PartnerCaller(Purchases purchases, List<Door> doors, Sessions sessions, Diary diary, CountDownLatch stop) {
        this.purchases = purchases;
        this.doors = List.copyOf(doors);
        this.sessions = sessions;
        this.diary = diary;
        this.stop = stop;
    }

    @Override
    public void run() {
        boolean isOver = false;
        while (!isOver) {
            Purchases.Planned planned = purchases.next();
            carryOut(planned);
            isOver = isOver(planned.pauseMillis());
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

    private void carryOut(Purchases.Planned planned) {
        Asked asked = planned.asked();
        switch (planned.manner()) {
            case PLAIN -> untilTold(asked);
            case TWICE_AT_ONCE -> twiceAtOnce(asked);
            case REPEATED -> {
                untilTold(asked);
                untilTold(asked);
            }
            case CONTRADICTED -> {
                if (untilTold(asked) instanceof Told.Acknowledged) {
                    untilTold(asked.contradicting());
                }
            }
            case GIVEN_UP -> once(asked);
        }
    }

    private void twiceAtOnce(Asked asked) {
        Thread other = Thread.ofVirtual().start(() -> untilTold(asked));
        untilTold(asked);
        try {
            other.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Told untilTold(Asked asked) {
        Instant patientUntil = Instant.now().plus(PATIENCE);
        for (int tries = 0; tries < TRIES_MAX && Instant.now().isBefore(patientUntil); tries++) {
            Told told = once(asked);
            if (told != null && !(told instanceof Told.Unclear)) {
                return told;
            }
            LockSupport.parkNanos(Duration.ofMillis(RETRY_PAUSE_MILLIS).toNanos());
        }
        return null;
    }

    /** One call at any process; null where it could not even sign in. */
    private @Nullable Told once(Asked asked) {
        Door door = doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
        PartnerClient partner;
        try {
            partner = sessions.at(door.calls(), asked.partner());
        } catch (NoAnswer notLetIn) {
            return null;
        }
        Instant began = Instant.now();
        Told told = call(partner, asked);
        diary.note(new Call(began, Instant.now(), door.process(), asked, told));
        return told;
    }

    private Told call(PartnerClient partner, Asked asked) {
        try {
            return told(asked, partner.report(asked.v1()));
        } catch (NoAnswer broken) {
            return new Told.Unclear(String.valueOf(broken.getMessage()));
        }
    }

    private Told told(Asked asked, Answer answer) {
        if (answer.succeeded()) {
            return new Told.Acknowledged(answer.data().path("transaction_id").asString(""));
        }
        if (answer.status() == 401) {
            sessions.refused(asked.partner());
            return new Told.Unclear("401 " + answer.code());
        }
        if (answer.status() >= 500) {
            return new Told.Unclear(answer.status() + " " + answer.code());
        }
        String field = answer.code().equals(BAD_PAYLOAD) ? " " + answer.faultyField() : "";
        return new Told.Refused(answer.code() + field);
    }
}
