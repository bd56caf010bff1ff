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
 * Carries out an action once for each key (idempotency store). One transaction contains the action and its stored
 * response. If the process dies before the commit, the action has no effect and the key can be used again. If the
 * process dies after the commit, the stored response remains. A running request holds a lock on its key. The database
 * releases the lock when the transaction ends, so no lock can outlive its process.
 */
@Component
class Once {

    /** The result of an action. */
    sealed interface Outcome {

        /** The action was executed now: it succeeded, or threw a refusal with its own response. */
        record Answered(Answer answer) implements Outcome {}

        /** The action was executed before. The result contains the stored response. */
        record Replayed(Answer answer) implements Outcome {}

        /** The action failed and changed nothing. */
        record Failed(Exception cause) implements Outcome {}
    }

    /**
     * The maximum number of concurrent requests with an idempotency key. People make these requests, so there are few
     * such requests. Each request holds a connection and may briefly need a second connection (to open an account). So
     * the maximum must stay far below the size of the connection pool.
     */
    static final int CONCURRENT_MAX = 6;

    private static final CrashPoint ACTED = CrashPoint.named(
            "idempotency.acted",
            "an action with an idempotency key has run, but its response is not stored and nothing is committed");
    private static final CrashPoint KEPT = CrashPoint.named(
            "idempotency.kept", "an action has run and its response is stored, but nothing is committed");
    private static final CrashPoint COMMITTED = CrashPoint.named(
            "idempotency.committed", "an action and its response are committed, but the response is not sent");

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
     * Returns the first response to this request, new or stored.
     *
     * @throws Refusal IDEMPOTENCY_IN_FLIGHT while a request with the key is running, IDEMPOTENCY_CONFLICT if the key
     *     was used for another request, OUT_OF_SERVICE if too many requests are running
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
                    "a request with this Idempotency-Key is still running; send it again to get the response",
                    RETRY_AFTER);
        }
        // This is a separate SQL statement after the lock, so that it sees the rows that the previous lock holder
        // committed.
        Optional<FirstAnswers.Kept> kept = firstAnswers.find(call);
        return kept.isPresent() ? replay(call, kept.get()) : carryOut(call, act, transaction);
    }

    private static Outcome replay(KeyedCall call, FirstAnswers.Kept kept) {
        if (!MessageDigest.isEqual(kept.fingerprint(), call.fingerprint())) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "this Idempotency-Key was already used for another request or body; use a new key for a new action");
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
                ErrorCode.OUT_OF_SERVICE,
                "too many requests are running; send the request again in a moment",
                RETRY_AFTER);
    }
}
