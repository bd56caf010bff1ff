package id.kezbek.payouts.inquiry;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.callback.CallbackVerdict;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.InquirySchedules;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends inquiries concurrently and records the results. */
@Component
public class Questions {

    private static final Logger log = LoggerFactory.getLogger(Questions.class);

    /** An inquiry that was claimed longer ago than this is answered or has timed out. */
    private static final Duration ANSWER_UNDER_WAY = Duration.ofMinutes(1);

    private final Outcomes outcomes;
    private final Callbacks callbacks;
    private final Attempts attempts;
    private final InquirySchedules schedules;
    private final Traces traces;
    private final SecurityEvents securityEvents;
    private final PayoutSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    Questions(
            Outcomes outcomes,
            Callbacks callbacks,
            Attempts attempts,
            InquirySchedules schedules,
            Traces traces,
            SecurityEvents securityEvents,
            PayoutSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.outcomes = outcomes;
        this.callbacks = callbacks;
        this.attempts = attempts;
        this.schedules = schedules;
        this.traces = traces;
        this.securityEvents = securityEvents;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** Sends inquiries about all attempts at the same time, and returns when all are answered or have timed out. */
    void askAll(List<Attempts.Unresolved> due, Consumer<Attempts.Unresolved> question) {
        List<Future<?>> asked = new ArrayList<>(due.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Attempts.Unresolved attempt : due) {
                asked.add(threads.submit(() -> ask(attempt, question)));
            }
        }
        asked.forEach(Questions::tellWhereFailed);
    }

    private void ask(Attempts.Unresolved attempt, Consumer<Attempts.Unresolved> question) {
        try (Traced span = traces.beginCallOut("payout inquiry")) {
            span.put("cezbek.provider", attempt.provider()).put("cezbek.attempt", Ids.text(attempt.id()));
            question.accept(attempt);
        }
    }

    /** Whether the result is now recorded; if not, the inquiry must be repeated. */
    boolean report(Attempts.Unresolved attempt, Finding finding) {
        Reported reported = outcomes.report(new Report(attempt.id(), attempt.payout(), finding));
        if (reported instanceof Reported.NotWritten notWritten) {
            log.atWarn()
                    .addKeyValue("attempt", Ids.text(attempt.id()))
                    .addKeyValue("cause", notWritten.cause().getClass().getSimpleName())
                    .log("The result of an inquiry could not be recorded; the engine will inquire again");
            return false;
        }
        return true;
    }

    /**
     * Compares the answer with the callbacks that caused the inquiry.
     *
     * @param askedAt the time of the inquiry
     */
    void compareWithCallbacks(Attempts.Unresolved attempt, InquiryAnswer answer, Instant askedAt) {
        switch (answer) {
            case InquiryAnswer.Paid paid -> compareWithCallbacks(attempt, true, askedAt);
            case InquiryAnswer.NotPaid notPaid -> compareWithCallbacks(attempt, false, askedAt);
            // The provider paid the order and took the money back, so each callback was true when it was sent.
            case InquiryAnswer.Reversed reversed -> callbacks.confirmed(attempt.id(), askedAt);
            // The provider has no final answer yet. The callbacks wait as long as another inquiry is planned.
            case InquiryAnswer.Pending pending -> endWait(attempt, askedAt);
            case InquiryAnswer.NeverSeen neverSeen -> endWait(attempt, askedAt);
            case InquiryAnswer.NotAvailable notAvailable -> {}
        }
    }

    /** Whether a callback waits for an answer about this attempt. */
    boolean isCallbackWaiting(Attempts.Unresolved attempt) {
        return callbacks.isWaiting(attempt.id());
    }

    private void endWait(Attempts.Unresolved attempt, Instant askedAt) {
        tellPeople(callbacks.endWait(attempt.id(), askedAt, Instant.EPOCH));
    }

    /**
     * Ends the wait of callbacks that will get no answer to an inquiry. Staff must decide about callbacks that
     * contradict the recorded state. A callback will get no answer if it has waited too long, or if no inquiry is
     * planned. For example, the provider was removed or a process died.
     */
    void endWaits() {
        Instant now = clock.instant();
        tellPeople(callbacks.endWait(null, now.minus(ANSWER_UNDER_WAY), now.minus(settings.callbackAskedFor())));
    }

    private void tellPeople(List<Callbacks.ForPeople> waiting) {
        for (Callbacks.ForPeople callback : waiting) {
            count(callback.provider(), CallbackVerdict.FOR_PEOPLE);
            log.atWarn()
                    .addKeyValue("provider", callback.provider())
                    .addKeyValue("attempt", Ids.text(callback.attempt()))
                    .addKeyValue("payout", Ids.text(callback.payout()))
                    .addKeyValue("callback", Ids.text(callback.id()))
                    .log("The provider's answer is not conclusive for a callback; two people must decide");
        }
    }

    private void count(String provider, CallbackVerdict verdict) {
        meters.counter("cezbek.payouts.callbacks", "provider", provider, "verdict", verdict.name())
                .increment();
    }

    private void compareWithCallbacks(Attempts.Unresolved attempt, boolean paid, Instant askedAt) {
        List<Callbacks.Contradicted> contradicted = callbacks.answered(attempt.id(), paid, askedAt);
        if (!contradicted.isEmpty()) {
            askSoon(attempt);
        }
        for (Callbacks.Contradicted callback : contradicted) {
            count(attempt.provider(), CallbackVerdict.CONTRADICTED);
            securityEvents.record(
                    SecurityEvent.CALLBACK_CONTRADICTED,
                    Actor.known(attempt.provider()),
                    SecurityEvents.NO_ADDRESS,
                    "callback " + Ids.text(callback.id()));
            log.atError()
                    .addKeyValue("provider", attempt.provider())
                    .addKeyValue("attempt", Ids.text(attempt.id()))
                    .addKeyValue("payout", Ids.text(attempt.payout()))
                    .addKeyValue("callback", Ids.text(callback.id()))
                    .addKeyValue("callback_status", callback.status())
                    .addKeyValue("answer", paid ? "PAID" : "NOT_PAID")
                    .log(
                            "A signed callback contradicts the provider's answer; the answer applies, and staff must check");
        }
    }

    /** Plans another inquiry, because the provider's answer may be older than its callback. */
    private void askSoon(Attempts.Unresolved attempt) {
        Instant soon = schedules.whileCallbackContradicts(attempt.provider(), 1, clock.instant());
        if (soon != null) {
            attempts.askSoon(attempt.id(), soon);
        }
    }

    private static void tellWhereFailed(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException failed) {
            log.warn("An inquiry about an attempt failed; the engine will inquire again", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
