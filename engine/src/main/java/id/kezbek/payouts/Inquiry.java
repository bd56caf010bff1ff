package id.kezbek.payouts;

import id.kezbek.shared.Ids;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Resolves what is unknown by asking, never by guessing. */
@Component
public class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);
    private static final CrashPoint ABANDONED =
            CrashPoint.named("payouts.abandoned-found", "attempts of a dead process are found, not declared unknown");
    private static final CrashPoint CLAIMED =
            CrashPoint.named("payouts.inquiry-claimed", "unknown attempts are claimed for a question, none is asked");
    private static final CrashPoint ANSWERED = CrashPoint.named(
            "payouts.inquiry-answered", "the provider has told what became of an attempt, nothing of it is written");
    private static final CrashPoint NEVER_SEEN = CrashPoint.named(
            "payouts.never-seen", "the provider has provably never seen an order, its payout is not free yet");

    private final Attempts attempts;
    private final ConfiguredProviders providers;
    private final Outcomes outcomes;
    private final Clock clock;
    private final PayoutSettings settings;

    Inquiry(Attempts attempts, ConfiguredProviders providers, Outcomes outcomes, Clock clock, PayoutSettings settings) {
        this.attempts = attempts;
        this.providers = providers;
        this.outcomes = outcomes;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Declares attempts unknown whose process must have died: still SENDING although the lease, and the longest call
     * that could have begun within it, are over.
     *
     * @return how many were found
     */
    public int recoverAbandoned() {
        Instant before = clock.instant().minus(providers.longestRequestTimeout());
        List<Attempts.Unresolved> abandoned = attempts.abandoned(before, settings.inquiryBatchSize());
        if (!abandoned.isEmpty()) {
            ABANDONED.reached();
        }
        for (Attempts.Unresolved attempt : abandoned) {
            report(attempt, new Finding.Unclear("LEASE_ENDED"));
        }
        return abandoned.size();
    }

    /**
     * Asks about unknown attempts whose time it is.
     *
     * @return how many were asked about
     */
    public int run() {
        List<String> askable = providers.all().stream()
                .filter(provider -> provider.capabilities().hasInquiry())
                .map(PayoutProvider::code)
                .toList();
        Instant now = clock.instant();
        List<Attempts.Unresolved> due = attempts.claimForInquiry(
                askable, now, now.plus(settings.inquiryInterval()), settings.inquiryBatchSize());
        if (!due.isEmpty()) {
            CLAIMED.reached();
            askAll(due);
        }
        return due.size();
    }

    private void askAll(List<Attempts.Unresolved> due) {
        // As many at once as a batch has; closing waits for them, each bounded by its provider's time-out.
        List<Future<?>> asked = new ArrayList<>(due.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Attempts.Unresolved attempt : due) {
                asked.add(threads.submit(() -> ask(attempt)));
            }
        }
        asked.forEach(Inquiry::tellWhereFailed);
    }

    private void ask(Attempts.Unresolved attempt) {
        // Read before the question: what the provider had not seen by then counts, not what it learns meanwhile.
        Instant askedAt = clock.instant();
        providers
                .find(attempt.provider())
                .flatMap(provider -> finding(attempt, provider, askedAt))
                .ifPresent(finding -> {
                    ANSWERED.reached();
                    report(attempt, finding);
                });
    }

    private static Optional<Finding> finding(Attempts.Unresolved attempt, PayoutProvider provider, Instant askedAt) {
        return switch (provider.inquire(Ids.text(attempt.id()))) {
            case InquiryAnswer.Paid paid -> Optional.of(new Finding.Paid(paid.reference()));
            case InquiryAnswer.NotPaid notPaid -> Optional.of(new Finding.NotPaid("INQUIRY_SAYS_FAILED", true));
            case InquiryAnswer.NeverSeen neverSeen -> neverSeen(attempt, provider, askedAt);
            case InquiryAnswer.Pending pending -> Optional.empty();
            case InquiryAnswer.NotAvailable notAvailable -> Optional.empty();
        };
    }

    /** "Never seen" proves that nothing was paid only once the order could no longer be on its way. */
    private static Optional<Finding> neverSeen(Attempts.Unresolved attempt, PayoutProvider provider, Instant askedAt) {
        PayoutProvider.Capabilities can = provider.capabilities();
        Instant conclusiveFrom = attempt.leaseUntil().plus(can.requestTimeout()).plus(can.visibilityWindow());
        if (askedAt.isBefore(conclusiveFrom)) {
            return Optional.empty();
        }
        NEVER_SEEN.reached();
        return Optional.of(new Finding.NotPaid("NEVER_SEEN", false));
    }

    private void report(Attempts.Unresolved attempt, Finding finding) {
        Reported reported = outcomes.report(new Report(attempt.id(), attempt.payout(), finding));
        if (reported instanceof Reported.NotWritten notWritten) {
            log.atWarn()
                    .addKeyValue("attempt", Ids.text(attempt.id()))
                    .addKeyValue("cause", notWritten.cause().getClass().getSimpleName())
                    .log("What was learned could not be written; it is asked again later");
        }
    }

    private static void tellWhereFailed(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException failed) {
            log.warn("A question about an attempt failed; it is asked again later", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
