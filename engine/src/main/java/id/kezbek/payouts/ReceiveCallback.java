package id.kezbek.payouts;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Digests;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes what a provider tells by itself: keeps it first, so that it is durable when the provider is answered, and then
 * reports what follows from it. Told twice, late or out of order it changes nothing that was right.
 */
@Component
public class ReceiveCallback {

    private static final Logger log = LoggerFactory.getLogger(ReceiveCallback.class);

    private static final CrashPoint RECEIVED =
            CrashPoint.named("payouts.callback-received", "a callback's signature holds, nothing of it is kept");
    private static final CrashPoint KEPT =
            CrashPoint.named("payouts.callback-kept", "a callback is kept, nothing that follows from it is written");
    private static final CrashPoint APPLIED =
            CrashPoint.named("payouts.callback-applied", "what follows from a callback is written, its verdict is not");

    /** One that was accepted longer ago was left behind by a process that died, or by a database that was away. */
    private static final Duration LEFT_BEHIND_AFTER = Duration.ofSeconds(5);

    private static final int BATCH_MAX = 64;

    private final Callbacks callbacks;
    private final Attempts attempts;
    private final ConfiguredProviders providers;
    private final InquirySchedules schedules;
    private final Outcomes outcomes;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry meters;

    private volatile Callbacks.Place triedUpTo = Callbacks.Place.FIRST;

    ReceiveCallback(
            Callbacks callbacks,
            Attempts attempts,
            ConfiguredProviders providers,
            InquirySchedules schedules,
            Outcomes outcomes,
            Ids ids,
            Clock clock,
            MeterRegistry meters) {
        this.callbacks = callbacks;
        this.attempts = attempts;
        this.providers = providers;
        this.schedules = schedules;
        this.outcomes = outcomes;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Takes a callback whose signature holds.
     *
     * @param provider the code of the provider that signed it
     * @param body as it was signed
     * @return what became of it; ACCEPTED where what follows from it is written later
     * @throws Refusal CALLBACK_REFUSED where it is about no order as we gave it; it is kept, and nothing has moved
     */
    public CallbackVerdict receive(String provider, Callback callback, byte[] body) {
        RECEIVED.reached();
        Optional<Attempts.Standing> attempt = attemptId(callback)
                .flatMap(attempts::standing)
                .filter(standing -> standing.provider().equals(provider));
        CallbackVerdict verdict = judge(provider, callback, attempt);
        Callbacks.Kept kept =
                keep(provider, callback, attempt.map(Attempts.Standing::id).orElse(null), verdict, body);
        KEPT.reached();
        if (kept.verdict().isRefused()) {
            throw refusal(kept.verdict());
        }
        return kept.verdict() == CallbackVerdict.ACCEPTED ? apply(kept) : kept.verdict();
    }

    /** Keeps a signed callback that cannot be read. */
    public void receiveMalformed(String provider, byte[] body) {
        keep(provider, null, null, CallbackVerdict.MALFORMED, body);
    }

    /**
     * Writes what follows from callbacks that were accepted and left behind.
     *
     * @return how many were found
     */
    public int applyOpen() {
        List<Callbacks.Kept> open = callbacks.open(triedUpTo, clock.instant().minus(LEFT_BEHIND_AFTER), BATCH_MAX);
        open.forEach(this::applyIfPossible);
        // Those that stay open must not keep the next look from newer ones: it goes on behind them, and comes round.
        triedUpTo =
                open.size() < BATCH_MAX ? Callbacks.Place.FIRST : open.getLast().place();
        return open.size();
    }

    /** One callback that cannot be applied does not keep the others waiting. */
    private void applyIfPossible(Callbacks.Kept kept) {
        try {
            apply(kept);
        } catch (RuntimeException failed) {
            log.atWarn()
                    .addKeyValue("callback", Ids.text(kept.id()))
                    .setCause(failed)
                    .log("A callback that was kept could not be applied; it is tried again");
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
                    .log("A signed callback is refused and kept");
        }
        return callbacks.keep(new Callbacks.Received(
                ids.next(), provider, Digests.sha256(body), callback, attempt, verdict, clock.instant()));
    }

    private CallbackVerdict judge(String provider, Callback callback, Optional<Attempts.Standing> attempt) {
        boolean keepsReferences = providers
                .find(provider)
                .map(known -> known.capabilities().knowsReferences())
                .orElse(false);
        if (!keepsReferences) {
            return CallbackVerdict.NO_REFERENCES;
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
            throw new IllegalStateException("The accepted callback " + Ids.text(kept.id()) + " names no attempt");
        }
        Attempts.Standing standing = attempts.standing(attempt).orElseThrow();
        CallbackVerdict verdict = switch (status) {
            case PENDING -> CallbackVerdict.NO_NEWS;
            case SUCCESS -> paid(standing);
            case FAILED -> failed(standing);
            case REVERSED -> reversed(standing);
        };
        APPLIED.reached();
        callbacks.settle(kept.id(), verdict);
        return verdict;
    }

    private CallbackVerdict paid(Attempts.Standing attempt) {
        return switch (attempt.state()) {
            case SENDING, UNKNOWN, SUCCEEDED, REVERSED -> report(attempt, new Finding.Paid(Optional.empty()));
            // It may be news from before the end, such as of a payment that was taken back since.
            case FAILED -> askedOr(attempt, new Finding.Paid(Optional.empty()));
        };
    }

    private CallbackVerdict failed(Attempts.Standing attempt) {
        Finding notPaid = new Finding.NotPaid("CALLBACK_SAYS_FAILED", Finding.Proof.SAID_FAILED);
        return switch (attempt.state()) {
            case SENDING, UNKNOWN, FAILED, REVERSED -> report(attempt, notPaid);
            // It may be news from before the payment, or mean that the payment was taken back.
            case SUCCEEDED -> askedOr(attempt, notPaid);
        };
    }

    /** What was taken back had been paid, and its fee with it, so the books take both down. */
    private CallbackVerdict reversed(Attempts.Standing attempt) {
        CallbackVerdict paid = report(attempt, new Finding.Paid(Optional.empty()));
        return paid == CallbackVerdict.ACCEPTED ? paid : report(attempt, new Finding.Reversed("CALLBACK"));
    }

    private CallbackVerdict askedOr(Attempts.Standing attempt, Finding finding) {
        boolean asked = schedules.canBeAsked(attempt.provider()) && attempts.doubt(attempt.id(), clock.instant());
        return asked ? CallbackVerdict.ASKED : report(attempt, finding);
    }

    private CallbackVerdict report(Attempts.Standing attempt, Finding finding) {
        try {
            return switch (outcomes.report(new Report(attempt.id(), attempt.payout(), finding))) {
                case Reported.Written written -> CallbackVerdict.APPLIED;
                case Reported.AlreadyKnown known -> CallbackVerdict.NO_NEWS;
                case Reported.Contradicted contradicted -> CallbackVerdict.CONTRADICTED;
                case Reported.NotWritten notWritten -> CallbackVerdict.ACCEPTED;
            };
        } catch (Refusal busy) {
            return CallbackVerdict.ACCEPTED;
        }
    }

    private static Refusal refusal(CallbackVerdict verdict) {
        return new Refusal(
                ErrorCode.CALLBACK_REFUSED,
                switch (verdict) {
                    case UNKNOWN_REFERENCE -> "external_id is no order that this provider was given";
                    case WRONG_AMOUNT -> "amount is not the order's";
                    case NO_REFERENCES -> "this provider keeps no references, so its callbacks are not believed";
                    case MALFORMED -> "the callback cannot be read";
                    case ACCEPTED, APPLIED, NO_NEWS, ASKED, CONTRADICTED ->
                        throw new IllegalStateException(verdict + " is no refusal");
                });
    }
}
