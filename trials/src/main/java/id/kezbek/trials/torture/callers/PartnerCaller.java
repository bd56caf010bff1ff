package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.Call;
import id.kezbek.trials.torture.calls.Diary;
import id.kezbek.trials.torture.calls.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A partner's system. It reports purchases one after the other. It sends a request to any of the engine's processes,
 * and repeats the request with the same reference and values until it knows the result.
 */
final class PartnerCaller implements Runnable {

    private static final int TRIES_MAX = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RETRY_PAUSE_MILLIS = 150;
    private static final int BATCH = 8;
    private static final String BAD_PAYLOAD = "9008";

    private final Purchases purchases;
    private final List<Door> doors;
    private final Sessions sessions;
    private final Diary diary;
    private final CountDownLatch stop;

    /**
     * @param stop reaches zero at the end of the run; then the caller completes its current purchase and begins no
     *     other
     */
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
            case BATCHED -> batch(asked);
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

    /**
     * Repeats the whole batch until all results are known. The batch contains the first purchase twice, as in a batch
     * of a careless partner.
     */
    private void batch(Asked first) {
        List<Asked> list = new ArrayList<>(List.of(first));
        while (list.size() < BATCH) {
            // All purchases of a batch belong to one partner. The planned manners of these further purchases have no
            // effect.
            list.add(purchases.next().asked().of(first.partner()));
        }
        list.add(first);
        Instant patientUntil = Instant.now().plus(PATIENCE);
        boolean isTold = false;
        for (int tries = 0; !isTold && tries < TRIES_MAX && Instant.now().isBefore(patientUntil); tries++) {
            isTold = onceTogether(list);
            if (!isTold) {
                LockSupport.parkNanos(Duration.ofMillis(RETRY_PAUSE_MILLIS).toNanos());
            }
        }
    }

    private boolean onceTogether(List<Asked> list) {
        Door door = door();
        String code = list.getFirst().partner();
        PartnerClient partner;
        try {
            partner = sessions.at(door.calls(), code);
        } catch (NoAnswer notLetIn) {
            return false;
        }
        Instant began = Instant.now();
        List<Told> told = call(partner, list);
        for (int i = 0; i < list.size(); i++) {
            diary.note(new Call(began, Instant.now(), door.process(), list.get(i), told.get(i)));
        }
        return told.stream().noneMatch(Told.Unclear.class::isInstance);
    }

    private List<Told> call(PartnerClient partner, List<Asked> list) {
        Answer answer;
        try {
            answer = partner.transactAll(list.stream().map(Asked::v2).toList());
        } catch (NoAnswer broken) {
            return Collections.nCopies(list.size(), new Told.Unclear(String.valueOf(broken.getMessage())));
        }
        if (!answer.succeeded()) {
            return Collections.nCopies(list.size(), told(list.getFirst(), answer));
        }
        List<Told> told = new ArrayList<>();
        for (JsonNode result : answer.body().path("results")) {
            JsonNode body = result.has("transaction") ? result.path("transaction") : result.path("problem");
            told.add(told(
                    list.getFirst(), new Answer("batch", result.path("status").asInt(0), body)));
        }
        return told;
    }

    private Door door() {
        return doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
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

    /**
     * Repeats the request until its result is known. Returns null if the result is still unknown after the maximum
     * time.
     */
    @Nullable
    Told untilTold(Asked asked) {
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

    /** Sends one request to a random process. Returns null if the log-in failed. */
    private @Nullable Told once(Asked asked) {
        Door door = door();
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
            // Both API versions create the same record, so a repeated request may use the other version.
            boolean overV2 = ThreadLocalRandom.current().nextBoolean();
            return told(asked, overV2 ? partner.transact(asked.v2(), 0) : partner.report(asked.v1()));
        } catch (NoAnswer broken) {
            return new Told.Unclear(String.valueOf(broken.getMessage()));
        }
    }

    private Told told(Asked asked, Answer answer) {
        if (answer.succeeded()) {
            String v1 = answer.data().path("transaction_id").asString("");
            return new Told.Acknowledged(v1.isEmpty() ? answer.body().path("id").asString("") : v1);
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
