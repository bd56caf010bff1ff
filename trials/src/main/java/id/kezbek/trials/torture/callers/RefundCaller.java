package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.Diary;
import id.kezbek.trials.torture.calls.RefundCall;
import id.kezbek.trials.torture.calls.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A partner's system with its own customers, who return purchases. The system refunds most purchases, completely or in
 * parts. It refunds half of these purchases immediately, while the payout is being sent, and the other half when the
 * payout is probably paid. It repeats requests that got no response.
 */
final class RefundCaller implements Runnable {

    /** Wallets with providers that respond to inquiries, so that no refund waits for a decision by staff. */
    private static final List<String> WALLETS = List.of("LSAJA", "JOSVO");

    private static final List<Long> AMOUNTS = List.of(75_500L, 250_000L, 820_000L, 5_000_000L);
    private static final int CUSTOMERS = 3;
    private static final int TRIES_MAX = 600;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(150);
    private static final int PAUSE_MILLIS_MAX = 400;
    private static final int DRAWN = 100;
    /** The number of purchases between a purchase and its late refund. */
    private static final int LATE_BY = 12;

    /** @param parts whole rupiah; null stands for the remaining amount */
    private record Returned(String purchase, String reference, List<@Nullable Long> parts, boolean isRepeated) {}

    private final Deque<Returned> late = new ArrayDeque<>();

    private final String code;
    private final String prefix;
    private final PartnerCaller partner;
    private final List<Door> doors;
    private final Sessions sessions;
    private final RandomGenerator random;
    private final Diary diary;
    private final CountDownLatch stop;

    /** @param partner reports the purchases */
    RefundCaller(
            String code,
            String prefix,
            PartnerCaller partner,
            List<Door> doors,
            Sessions sessions,
            RandomGenerator random,
            Diary diary,
            CountDownLatch stop) {
        this.code = code;
        this.prefix = prefix;
        this.partner = partner;
        this.doors = List.copyOf(doors);
        this.sessions = sessions;
        this.random = random;
        this.diary = diary;
        this.stop = stop;
    }

    @Override
    public void run() {
        boolean isOver = false;
        for (int number = 1; !isOver; number++) {
            String msisdn = "62813555010" + random.nextInt(CUSTOMERS);
            String wallet = WALLETS.get(random.nextInt(WALLETS.size()));
            long amount = AMOUNTS.get(random.nextInt(AMOUNTS.size()));
            Asked asked = new Asked(code, prefix + "-" + number, msisdn, null, wallet, 1 + random.nextInt(4), amount);
            List<@Nullable Long> parts = parts(amount, random.nextInt(DRAWN));
            boolean isRepeated = random.nextInt(4) == 0;
            boolean isLate = random.nextBoolean();
            if (partner.untilTold(asked) instanceof Told.Acknowledged(String id)) {
                Returned returned = new Returned(id, asked.reference(), parts, isRepeated);
                if (isLate) {
                    late.add(returned);
                } else {
                    refund(returned);
                }
            }
            if (late.size() > LATE_BY) {
                refund(late.remove());
            }
            isOver = isOver(random.nextInt(PAUSE_MILLIS_MAX));
        }
    }

    /** The amounts of the refunds of a purchase; null stands for the remaining amount. */
    private static List<@Nullable Long> parts(long amount, int draw) {
        List<@Nullable Long> parts = new ArrayList<>();
        if (draw < 40) {
            parts.add(amount / 3);
        }
        if (draw >= 20 && draw < 80) {
            parts.add(null);
        }
        return parts;
    }

    private void refund(Returned returned) {
        for (int part = 0; part < returned.parts().size(); part++) {
            String reference = returned.reference() + "/" + part;
            untilTold(returned.purchase(), reference, returned.parts().get(part));
            if (returned.isRepeated()) {
                untilTold(returned.purchase(), reference, returned.parts().get(part));
            }
        }
    }

    private void untilTold(String purchase, String reference, @Nullable Long amount) {
        boolean isTold = false;
        for (int tries = 0; !isTold && tries < TRIES_MAX; tries++) {
            Door door = doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
            Instant began = Instant.now();
            Told told = once(door, purchase, reference, amount);
            diary.note(new RefundCall(began, door.process(), code, purchase, reference, amount, told));
            isTold = !(told instanceof Told.Unclear);
            if (!isTold) {
                LockSupport.parkNanos(RETRY_PAUSE.toNanos());
            }
        }
    }

    private Told once(Door door, String purchase, String reference, @Nullable Long amount) {
        ObjectNode body = Json.object().put("reference", reference);
        if (amount != null) {
            body.putObject("amount").put("value", amount + ".00").put("currency", "IDR");
        }
        try {
            return told(sessions.at(door.calls(), code).refund(purchase, body));
        } catch (NoAnswer broken) {
            return new Told.Unclear(String.valueOf(broken.getMessage()));
        }
    }

    private Told told(Answer answer) {
        if (answer.succeeded()) {
            return new Told.Acknowledged(answer.body().path("id").asString(""));
        }
        if (answer.status() == 401) {
            sessions.refused(code);
        }
        String what = answer.status() + " " + answer.code();
        return answer.status() == 401 || answer.status() >= 500 ? new Told.Unclear(what) : new Told.Refused(what);
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
