package id.kezbek.payouts.inquiry;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.InquirySchedules;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Inquires again about attempts that have ended. A provider may report an order as unpaid and still pay it later. So
 * such an order gets a few late checks. Some providers take back payments. So the paid orders of these providers get
 * late checks too. If a callback differs from the recorded state, the answer to the inquiry decides, because callbacks
 * can be late and out of order.
 */
@Component
public class LateChecks {

    private static final CrashPoint CLAIMED = CrashPoint.named(
            "payouts.late-claimed", "ended attempts are claimed for a late check, but no inquiry is sent");

    /** The wait before the next inquiry if the provider did not answer the last one. */
    private static final Duration WITHOUT_ANSWER = Duration.ofMinutes(1);

    private final Attempts attempts;
    private final ConfiguredProviders providers;
    private final InquirySchedules schedules;
    private final Questions questions;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final PayoutSettings settings;

    LateChecks(
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
     * Sends the due inquiries about ended attempts.
     *
     * @return the number of inquiries
     */
    public int run() {
        List<Attempts.Unresolved> due = claim(clock.instant());
        if (!due.isEmpty()) {
            CLAIMED.reached();
            questions.askAll(due, this::ask);
        }
        questions.endWaits();
        return due.size();
    }

    private List<Attempts.Unresolved> claim(Instant now) {
        return Objects.requireNonNull(transactions.execute(status -> {
            List<Attempts.Unresolved> due = attempts.lockEnded(schedules.askable(), now, settings.inquiryBatchSize());
            attempts.checkNext(due, attempt -> next(attempt, now));
            return due;
        }));
    }

    private @Nullable Instant next(Attempts.Unresolved attempt, Instant now) {
        if (attempt.isContradicted()) {
            Instant soon = schedules.whileCallbackContradicts(attempt.provider(), attempt.asked() + 1, now);
            if (soon != null) {
                return soon;
            }
        }
        Instant endedAt = Objects.requireNonNull(attempt.endedAt());
        return attempt.state() == AttemptState.SUCCEEDED
                ? schedules.inCaseItIsTakenBack(attempt.provider(), endedAt, now)
                : schedules.inCaseItPaysLate(attempt.provider(), endedAt, now);
    }

    private void ask(Attempts.Unresolved attempt) {
        Instant askedAt = clock.instant();
        providers
                .find(attempt.provider())
                .map(provider -> provider.inquire(Ids.text(attempt.id())))
                .ifPresent(answer -> take(attempt, answer, askedAt));
    }

    private void take(Attempts.Unresolved attempt, InquiryAnswer answer, Instant askedAt) {
        if (answer instanceof InquiryAnswer.NotAvailable) {
            // Without an answer, the inquiry is repeated after a minute. An exception is a paid order without a waiting
            // callback. There are many such orders, so they are checked again only at their next late check, if any.
            if (attempt.state() != AttemptState.SUCCEEDED || questions.isCallbackWaiting(attempt)) {
                attempts.checkAgain(attempt, clock.instant().plus(WITHOUT_ANSWER));
            }
        } else {
            Optional<Finding> news = news(attempt.state(), answer);
            if (news.isPresent() && !questions.report(attempt, news.get())) {
                attempts.checkAgain(attempt, clock.instant().plus(WITHOUT_ANSWER));
                return;
            }
            questions.compareWithCallbacks(attempt, answer, askedAt);
        }
    }

    /** The finding from the answer; empty if the result in the answer is already recorded. */
    private static Optional<Finding> news(AttemptState state, InquiryAnswer answer) {
        return switch (answer) {
            case InquiryAnswer.Paid paid
            when state == AttemptState.FAILED -> Optional.of(new Finding.Paid(paid.reference()));
            case InquiryAnswer.NotPaid notPaid
            when state == AttemptState.SUCCEEDED -> Optional.of(new Finding.Reversed("INQUIRY_SAYS_FAILED"));
            case InquiryAnswer.Reversed reversed
            when state == AttemptState.SUCCEEDED -> Optional.of(new Finding.Reversed("INQUIRY_SAYS_REVERSED"));
            case InquiryAnswer.Paid paid -> Optional.empty();
            case InquiryAnswer.Reversed reversed -> Optional.empty();
            case InquiryAnswer.NotPaid notPaid -> Optional.empty();
            case InquiryAnswer.Pending pending -> Optional.empty();
            case InquiryAnswer.NeverSeen neverSeen -> Optional.empty();
            case InquiryAnswer.NotAvailable notAvailable -> Optional.empty();
        };
    }
}
