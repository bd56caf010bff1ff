package id.kezbek.payouts.callback;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.provider.InquirySchedules;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Digests;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Receives a provider's callback. The callback is stored before the provider gets the response. If the callback differs
 * from the recorded state, the engine inquires about the order. A callback moves no money: the provider's answer, a
 * settlement file or two people decide. So repeated, late or out-of-order callbacks do no harm.
 */
@Component
public class ReceiveCallback {

    private static final Logger log = LoggerFactory.getLogger(ReceiveCallback.class);

    private static final CrashPoint RECEIVED = CrashPoint.named(
            "payouts.callback-received", "a callback's signature is verified, but the callback is not stored");
    private static final CrashPoint KEPT =
            CrashPoint.named("payouts.callback-kept", "a callback is stored, but its effects are not written");
    private static final CrashPoint APPLIED = CrashPoint.named(
            "payouts.callback-applied",
            "the effects of a callback and its verdict are written, but nothing is committed");

    /** A callback that is still ACCEPTED at this age is evaluated again, because its process may have died. */
    private static final Duration LEFT_BEHIND_AFTER = Duration.ofSeconds(5);

    private static final int BATCH_MAX = 64;

    /** How far a provider's clock may be ahead of the engine's clock. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final Callbacks callbacks;
    private final Attempts attempts;
    private final InquirySchedules schedules;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;
    private final PayoutSettings settings;
    private final MeterRegistry meters;

    private volatile Callbacks.Place triedUpTo = Callbacks.Place.FIRST;

    ReceiveCallback(
            Callbacks callbacks,
            Attempts attempts,
            InquirySchedules schedules,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock,
            PayoutSettings settings,
            MeterRegistry meters) {
        this.callbacks = callbacks;
        this.attempts = attempts;
        this.schedules = schedules;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * Receives a correctly signed callback.
     *
     * @param provider the code of the provider that signed the callback
     * @param body the raw body that the provider signed
     * @return the verdict; ACCEPTED if the callback is evaluated later
     * @throws Refusal CALLBACK_REFUSED if the callback is too old or does not match an order of Kezbek; the callback is
     *     then stored without effect
     */
    public CallbackVerdict receive(String provider, Callback callback, byte[] body) {
        return receive(provider, callback, body, settings.callbackMaxAge());
    }

    /** Like {@link #receive(String, Callback, byte[])}, but with the maximum age of this provider. */
    public CallbackVerdict receive(String provider, Callback callback, byte[] body, Duration maxAge) {
        RECEIVED.reached();
        Optional<Attempts.Standing> attempt = attemptId(callback)
                .flatMap(attempts::standing)
                .filter(standing -> standing.provider().equals(provider));
        CallbackVerdict verdict = judge(callback, attempt, maxAge);
        Callbacks.Kept kept =
                keep(provider, callback, attempt.map(Attempts.Standing::id).orElse(null), verdict, body);
        KEPT.reached();
        // A repeated callback keeps its first verdict. That verdict may be valid although the callback is too old now.
        if (verdict.isRefused()) {
            throw refusal(verdict);
        }
        if (kept.verdict().isRefused()) {
            throw refusal(kept.verdict());
        }
        return kept.verdict() == CallbackVerdict.ACCEPTED ? apply(kept) : kept.verdict();
    }

    /** Stores a signed callback that cannot be parsed. */
    public void receiveMalformed(String provider, byte[] body) {
        keep(provider, null, null, CallbackVerdict.MALFORMED, body);
    }

    /**
     * Evaluates callbacks that are still ACCEPTED after five seconds.
     *
     * @return the number of callbacks that this run tried
     */
    public int applyOpen() {
        List<Callbacks.Kept> open = callbacks.open(triedUpTo, clock.instant().minus(LEFT_BEHIND_AFTER), BATCH_MAX);
        open.forEach(this::applyIfPossible);
        // The next run continues after these callbacks, so that callbacks that stay open do not block newer callbacks.
        // After the last callback, a run starts again with the first.
        triedUpTo =
                open.size() < BATCH_MAX ? Callbacks.Place.FIRST : open.getLast().place();
        return open.size();
    }

    /** A callback that cannot be applied must not block other callbacks. */
    private void applyIfPossible(Callbacks.Kept kept) {
        try {
            apply(kept);
        } catch (RuntimeException failed) {
            log.atWarn()
                    .addKeyValue("callback", Ids.text(kept.id()))
                    .setCause(failed)
                    .log("A stored callback could not be applied; retrying");
        }
    }

    private Callbacks.Kept keep(
            String provider,
            @Nullable Callback callback,
            @Nullable UUID attempt,
            CallbackVerdict verdict,
            byte[] body) {
        meters.counter("cezbek.payouts.callbacks", "provider", provider, "verdict", verdict.name())
                .increment();
        if (verdict.isRefused()) {
            log.atWarn()
                    .addKeyValue("provider", provider)
                    .addKeyValue("verdict", verdict)
                    .log("A signed callback was refused and stored");
        }
        return callbacks.keep(new Callbacks.Received(
                ids.next(), provider, Digests.sha256(body), callback, attempt, verdict, clock.instant()));
    }

    private CallbackVerdict judge(Callback callback, Optional<Attempts.Standing> attempt, Duration maxAge) {
        Instant now = clock.instant();
        boolean isInTime =
                !callback.at().isBefore(now.minus(maxAge)) && !callback.at().isAfter(now.plus(CLOCKS_APART));
        if (!isInTime) {
            return CallbackVerdict.EXPIRED;
        }
        if (attempt.isEmpty()) {
            return CallbackVerdict.UNKNOWN_REFERENCE;
        }
        return attempt.get().amount().equals(callback.amount())
                ? CallbackVerdict.ACCEPTED
                : CallbackVerdict.WRONG_AMOUNT;
    }

    private static Optional<UUID> attemptId(Callback callback) {
        try {
            return Optional.of(Ids.parse(callback.externalId()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private CallbackVerdict apply(Callbacks.Kept kept) {
        UUID attempt = kept.attempt();
        Callback.Status status = kept.status();
        if (attempt == null || status == null) {
            throw new IllegalStateException("Accepted callback " + Ids.text(kept.id()) + " has no attempt");
        }
        return Objects.requireNonNull(transactions.execute(transaction -> {
            CallbackVerdict verdict = follow(attempts.standing(attempt).orElseThrow(), status);
            if (verdict != CallbackVerdict.ACCEPTED) {
                callbacks.settle(kept.id(), verdict);
            }
            APPLIED.reached();
            return verdict;
        }));
    }

    /** A callback alone proves nothing: it changes neither money nor state. */
    private CallbackVerdict follow(Attempts.Standing attempt, Callback.Status status) {
        if (isKnown(attempt.state(), status)) {
            return CallbackVerdict.NO_NEWS;
        }
        if (attempt.state() == AttemptState.SENDING) {
            // The provider has not yet responded to the order. The callback stays open, and is compared with the
            // order's result later.
            return CallbackVerdict.ACCEPTED;
        }
        if (!schedules.canBeAsked(attempt.provider())) {
            log.atWarn()
                    .addKeyValue("provider", attempt.provider())
                    .addKeyValue("attempt", Ids.text(attempt.id()))
                    .addKeyValue("payout", Ids.text(attempt.payout()))
                    .addKeyValue("state", attempt.state())
                    .addKeyValue("callback_status", status)
                    .log("Callback from a provider that answers no inquiries; two people must decide");
            return CallbackVerdict.FOR_PEOPLE;
        }
        // If the attempt's state has just changed, the callback stays ACCEPTED and is evaluated again.
        return attempts.askNow(attempt.id(), attempt.state(), clock.instant())
                ? CallbackVerdict.ASKED
                : CallbackVerdict.ACCEPTED;
    }

    private static boolean isKnown(AttemptState state, Callback.Status status) {
        return switch (status) {
            case PENDING -> true;
            // The callback may report the payment that was reversed later.
            case SUCCESS -> state == AttemptState.SUCCEEDED || state == AttemptState.REVERSED;
            case FAILED -> state == AttemptState.FAILED || state == AttemptState.REVERSED;
            case REVERSED -> state == AttemptState.REVERSED;
        };
    }

    private static Refusal refusal(CallbackVerdict verdict) {
        return new Refusal(
                ErrorCode.CALLBACK_REFUSED,
                switch (verdict) {
                    case UNKNOWN_REFERENCE -> "external_id must be the id of an order of this provider";
                    case WRONG_AMOUNT -> "amount must be the amount of the order";
                    case NO_REFERENCES ->
                        "the engine accepts no callbacks of this provider, because the provider does not store order references";
                    case EXPIRED ->
                        "the time of sending must be recent, for most providers at most 15 minutes old, and not in the future";
                    case MALFORMED -> "the callback cannot be read";
                    case ACCEPTED, APPLIED, NO_NEWS, ASKED, CONTRADICTED, FOR_PEOPLE ->
                        throw new IllegalStateException(verdict + " is not a refusal");
                });
    }
}
