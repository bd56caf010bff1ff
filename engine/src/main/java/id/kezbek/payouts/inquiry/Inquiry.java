package id.kezbek.payouts.inquiry;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.InquirySchedules;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Resolves unknown results by asking the provider, never by assumption. */
@Component
public class Inquiry {

    private static final CrashPoint ABANDONED = CrashPoint.named(
            "payouts.abandoned-found", "attempts of a dead process are found, but they are not set to UNKNOWN");
    private static final CrashPoint CLAIMED = CrashPoint.named(
            "payouts.inquiry-claimed", "unknown attempts are claimed for an inquiry, but no inquiry is sent");
    private static final CrashPoint ANSWERED = CrashPoint.named(
            "payouts.inquiry-answered", "the provider has answered an inquiry, but nothing is written");
    private static final CrashPoint NEVER_SEEN = CrashPoint.named(
            "payouts.never-seen",
            "the provider has proven that it never received an order, but the payout is not released");

    private final Attempts attempts;
    private final ConfiguredProviders providers;
    private final InquirySchedules schedules;
    private final Questions questions;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final PayoutSettings settings;

    Inquiry(
            Attempts attempts,
            ConfiguredProviders providers,
            InquirySchedules schedules,
            Questions questions,
            TransactionTemplate transactions,
            Clock clock,
            PayoutSettings settings) {
        this.attempts = attempts;
        this.providers = providers;
        this.schedules = schedules;
        this.questions = questions;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Sets attempts to UNKNOWN if they are still SENDING after the lease plus the longest possible call. Their process
     * has died, hangs, or could not record the result.
     *
     * @return the number of such attempts
     */
    public int recoverAbandoned() {
        Instant before = clock.instant().minus(providers.longestRequestTimeout());
        List<Attempts.Unresolved> abandoned = attempts.abandoned(before, settings.inquiryBatchSize());
        if (!abandoned.isEmpty()) {
            ABANDONED.reached();
        }
        for (Attempts.Unresolved attempt : abandoned) {
            boolean unused = questions.report(attempt, new Finding.Unclear("LEASE_ENDED"));
        }
        return abandoned.size();
    }

    /**
     * Sends the due inquiries about unknown attempts.
     *
     * @return the number of inquiries
     */
    public int run() {
        List<Attempts.Unresolved> due = claim(clock.instant());
        if (!due.isEmpty()) {
            CLAIMED.reached();
            questions.askAll(due, this::ask);
        }
        return due.size();
    }

    /**
     * Claims attempts by scheduling their next inquiry first, so that two processes do not inquire about the same
     * attempt at once.
     */
    private List<Attempts.Unresolved> claim(Instant now) {
        return Objects.requireNonNull(transactions.execute(status -> {
            List<Attempts.Unresolved> due = attempts.lockUnknown(schedules.askable(), now, settings.inquiryBatchSize());
            attempts.askNext(due, attempt -> schedules.whileUnknown(attempt.provider(), attempt.asked() + 1, now));
            return due;
        }));
    }

    private void ask(Attempts.Unresolved attempt) {
        // The time before the inquiry, because the answer "never seen" says nothing about an order that arrives after
        // the inquiry.
        Instant askedAt = clock.instant();
        providers.find(attempt.provider()).ifPresent(provider -> {
            InquiryAnswer answer = provider.inquire(Ids.text(attempt.id()));
            Optional<Finding> finding = finding(attempt, answer, provider, askedAt);
            if (finding.isPresent()) {
                ANSWERED.reached();
                if (!questions.report(attempt, finding.get())) {
                    return;
                }
            }
            questions.compareWithCallbacks(attempt, answer, askedAt);
        });
    }

    private static Optional<Finding> finding(
            Attempts.Unresolved attempt, InquiryAnswer answer, PayoutProvider provider, Instant askedAt) {
        return switch (answer) {
            case InquiryAnswer.Paid paid -> Optional.of(new Finding.Paid(paid.reference()));
            case InquiryAnswer.NotPaid notPaid ->
                Optional.of(new Finding.NotPaid(
                        notPaid.reason(), Finding.Proof.SAID_FAILED, notPaid.kind(), notPaid.retryAfter()));
            // The provider took the payment back before the engine knew of it. No payment is booked, and Kezbek still
            // owes the amount.
            case InquiryAnswer.Reversed reversed ->
                Optional.of(new Finding.NotPaid("INQUIRY_SAYS_REVERSED", Finding.Proof.SAID_FAILED));
            case InquiryAnswer.NeverSeen neverSeen -> neverSeen(attempt, provider, askedAt);
            case InquiryAnswer.Pending pending -> Optional.of(new Finding.Accepted(Optional.empty()));
            case InquiryAnswer.NotAvailable notAvailable -> Optional.empty();
        };
    }

    /**
     * The answer "never seen" proves that nothing was paid only after the time in which the order may still arrive. If
     * the provider accepted the order earlier, the engine later ignores this finding.
     */
    private static Optional<Finding> neverSeen(Attempts.Unresolved attempt, PayoutProvider provider, Instant askedAt) {
        if (!provider.capabilities().isConclusive(attempt.leaseUntil(), askedAt)) {
            return Optional.empty();
        }
        NEVER_SEEN.reached();
        return Optional.of(new Finding.NotPaid("NEVER_SEEN", Finding.Proof.NEVER_SEEN));
    }
}
