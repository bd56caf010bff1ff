package id.kezbek.idempotency;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out an action once for each key (idempotency store). The action and its stored response are one transaction.
 * A process that dies before the commit has done nothing, and the key is free; one that dies after it has stored the
 * response. No claim can outlive its process: a running call holds a lock that the database releases with the
 * transaction.
 */
@Component
class Once {

    /** The result of an action. */
    sealed interface Outcome {

        /** Carried out now, or refused with its own answer. */
        record Answered(Answer answer) implements Outcome {}

        /** Carried out before; this was its answer. */
        record Replayed(Answer answer) implements Outcome {}

        /** Nothing was done. */
        record Failed(Exception cause) implements Outcome {}
    }

    /**
     * These calls are made by people and are few. Each holds a connection and may need a second one for a moment (to
     * open an account), so together they must stay far below the pool's size.
     */
    static final int CONCURRENT_MAX = 6;

    private static final CrashPoint ACTED = CrashPoint.named(
            "idempotency.acted", "an action with a key is done, its response is not stored and nothing committed");
    private static final CrashPoint KEPT =
            CrashPoint.named("idempotency.kept", "an action is done and its response stored, not committed");
    private static final CrashPoint COMMITTED = CrashPoint.named(
            "idempotency.committed", "an action and its response are committed, its caller has no answer");

    private static final Duration TURN_MAX = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final FirstAnswers firstAnswers;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(CONCURRENT_MAX, true);

    Once(FirstAnswers firstAnswers, TransactionTemplate transactions, Clock clock) {
        this.firstAnswers = firstAnswers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The first answer to this call, from now or before.
     *
     * @throws Refusal IDEMPOTENCY_IN_FLIGHT while a call with the key is running, IDEMPOTENCY_CONFLICT if the key was
     *     used for another call, OUT_OF_SERVICE if too many calls are running
     */
    Outcome call(KeyedCall call, Callable<Answer> act) {
        takeTurn();
        try {
            Outcome outcome = Objects.requireNonNull(transactions.execute(status -> inTransaction(call, act, status)));
            COMMITTED.reached();
            return outcome;
        } finally {
            turns.release();
        }
    }

    private Outcome inTransaction(KeyedCall call, Callable<Answer> act, TransactionStatus transaction) {
        if (!firstAnswers.take(call)) {
            throw Refusal.later(
                    ErrorCode.IDEMPOTENCY_IN_FLIGHT,
                    "a call with this Idempotency-Key is still running; send it again to get its answer",
                    RETRY_AFTER);
        }
        // A separate statement after the lock, which sees the commit of the lock's last holder.
        Optional<FirstAnswers.Kept> kept = firstAnswers.find(call);
        return kept.isPresent() ? replay(call, kept.get()) : carryOut(call, act, transaction);
    }

    private static Outcome replay(KeyedCall call, FirstAnswers.Kept kept) {
        if (!MessageDigest.isEqual(kept.fingerprint(), call.fingerprint())) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was already used for another call or body; use a new key for a new action");
        }
        return new Outcome.Replayed(kept.answer());
    }

    private Outcome carryOut(KeyedCall call, Callable<Answer> act, TransactionStatus transaction) {
        try {
            Answer answer = act.call();
            ACTED.reached();
            if (answer.isSuccess()) {
                firstAnswers.keep(call, answer, clock.instant());
                KEPT.reached();
            } else {
                transaction.setRollbackOnly();
            }
            return new Outcome.Answered(answer);
        } catch (Exception failed) {
            transaction.setRollbackOnly();
            return new Outcome.Failed(failed);
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.later(
                ErrorCode.OUT_OF_SERVICE, "too many calls are running; send the call again in a moment", RETRY_AFTER);
    }
}
