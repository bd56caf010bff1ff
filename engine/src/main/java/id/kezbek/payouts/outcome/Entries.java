package id.kezbek.payouts.outcome;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.outcome.Settlement.Booking;
import id.kezbek.payouts.outcome.Settlement.Decision;
import id.kezbek.payouts.provider.InquirySchedules;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.payouts.records.AttemptChange;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.BackOff;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the rows for a decision about an attempt. */
@Component
public class Entries {

    private static final Account CUSTOMER_PAYABLE = Account.own(AccountKind.CUSTOMER_PAYABLE);
    private static final Account SUSPENSE = Account.own(AccountKind.SUSPENSE);

    /**
     * The maximum number of attempts without a permit for a call that do not count as tries. With a back-off of 5 min,
     * this number of attempts takes about a day.
     */
    static final int MAX_WITHOUT_PERMIT = 300;

    private final Ids ids;
    private final InquirySchedules schedules;
    private final PayoutSettings settings;
    private final BackOff backOff;

    Entries(Ids ids, InquirySchedules schedules, PayoutSettings settings) {
        this.ids = ids;
        this.schedules = schedules;
        this.settings = settings;
        this.backOff = BackOff.of(settings);
    }

    Entry make(Report report, Attempts.Recorded attempt, Payouts.Locked payout, Instant now) {
        int refusals = payout.refusals() + (countsAsRejection(report.finding()) ? 1 : 0);
        boolean isLastTry = refusals >= settings.maxRefusals()
                || countedAttempts(report.finding(), attempt, payout) >= settings.maxAttempts();
        var situation = new Settlement.Situation(
                attempt.state(), attempt.isAccepted(), payout.state(), attempt.anotherPaid(), isLastTry);
        return switch (Settlement.decide(situation, report.finding())) {
            case Decision.Apply apply -> applied(report.finding(), apply, attempt, payout, refusals, now);
            case Decision.AlreadyKnown known -> Entry.withoutChange(attempt, new Reported.AlreadyKnown(), List.of());
            case Decision.Contradiction contradiction ->
                Entry.withoutChange(
                        attempt,
                        new Reported.Contradicted(contradiction.what()),
                        List.of(PayoutFacts.contradicted(attempt, contradiction.what(), now)));
        };
    }

    private Entry applied(
            Finding finding,
            Decision.Apply apply,
            Attempts.Recorded attempt,
            Payouts.Locked payout,
            int refusals,
            Instant now) {
        String reason = reason(finding, apply.booking());
        return new Entry(
                attempt,
                new Reported.Written(apply.attempt(), apply.payout()),
                reason == null ? "" : reason,
                Optional.of(attemptChange(finding, apply, attempt, reason, now)),
                payoutChange(finding, apply, payout, reason, refusals, now),
                movements(apply.booking(), attempt, now),
                floatChange(apply.attempt(), attempt),
                isFloatShort(finding),
                // For some providers, an accepted order is the normal case, so it creates no event.
                finding instanceof Finding.Accepted ? List.of() : PayoutFacts.of(apply, attempt, reason, now));
    }

    private AttemptChange attemptChange(
            Finding finding, Decision.Apply apply, Attempts.Recorded attempt, @Nullable String reason, Instant now) {
        boolean unknown = apply.attempt() == AttemptState.UNKNOWN;
        return new AttemptChange(
                attempt.id(),
                attempt.state(),
                apply.attempt(),
                reference(finding),
                reason,
                !(finding instanceof Finding.NotPaid notPaid) || notPaid.reached(),
                unknown ? null : now,
                nextInquiry(finding, apply.attempt(), attempt, now));
    }

    /**
     * The number of the payout's attempts that count as tries. An attempt that got no permit for a call does not count.
     * After {@link #MAX_WITHOUT_PERMIT} of them, further ones do count, so that the payout does not wait without end.
     */
    private static int countedAttempts(Finding finding, Attempts.Recorded attempt, Payouts.Locked payout) {
        int withoutPermit = attempt.withoutPermit() + (gotNoPermit(finding) ? 1 : 0);
        return payout.attempts() - Math.min(withoutPermit, MAX_WITHOUT_PERMIT);
    }

    private static boolean gotNoPermit(Finding finding) {
        return finding instanceof Finding.NotPaid notPaid
                && notPaid.proof() == Finding.Proof.NEVER_LEFT
                && notPaid.reason().equals(Outcome.NotSent.RATE_LIMITED);
    }

    private static @Nullable String reference(Finding finding) {
        return switch (finding) {
            case Finding.Paid paid -> paid.reference().orElse(null);
            case Finding.Accepted accepted -> accepted.reference().orElse(null);
            case Finding.NotPaid notPaid -> null;
            case Finding.Unclear unclear -> null;
            case Finding.Reversed reversed -> null;
        };
    }

    private @Nullable Instant nextInquiry(Finding finding, AttemptState to, Attempts.Recorded attempt, Instant now) {
        if (to == attempt.state()) {
            return attempt.nextInquiryAt();
        }
        if (to == AttemptState.UNKNOWN) {
            return schedules.whileUnknown(attempt.provider(), 0, now);
        }
        return switch (finding) {
            // If people or a settlement file reported the payment, or if the provider denied it before, no late check
            // follows. In these cases an answer of the provider must not reverse the payment.
            case Finding.Paid paid
            when paid.isSaidByProvider() && attempt.state() != AttemptState.FAILED ->
                schedules.inCaseItIsTakenBack(attempt.provider(), now, now);
            case Finding.Paid paid -> null;
            case Finding.NotPaid notPaid
            when mayPayLate(notPaid.proof()) -> schedules.inCaseItPaysLate(attempt.provider(), now, now);
            case Finding.NotPaid notPaid -> null;
            case Finding.Accepted accepted -> null;
            case Finding.Unclear unclear -> null;
            case Finding.Reversed reversed -> null;
        };
    }

    /**
     * The rejection of an order is final by contract. A later report that the order failed or is not known may be
     * wrong: payments have followed such reports.
     */
    private static boolean mayPayLate(Finding.Proof proof) {
        return switch (proof) {
            case SAID_FAILED, NEVER_SEEN -> true;
            case NEVER_LEFT, REFUSED, DECIDED -> false;
        };
    }

    private Optional<PayoutChange> payoutChange(
            Finding finding,
            Decision.Apply apply,
            Payouts.Locked payout,
            @Nullable String reason,
            int refusals,
            Instant now) {
        if (apply.payout() == payout.state()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (apply.payout()) {
                    case PAID -> change(payout, PayoutState.PAID, null, refusals, payout.dueAt(), now);
                    case PENDING ->
                        change(
                                payout,
                                PayoutState.PENDING,
                                reason,
                                refusals,
                                nextTry(finding, payout.attempts(), now),
                                null);
                    case ATTENTION -> change(payout, PayoutState.ATTENTION, reason, refusals, payout.dueAt(), null);
                    case HELD, IN_FLIGHT, CANCELLED ->
                        throw new IllegalStateException("No finding sets a payout to " + apply.payout());
                });
    }

    /** The time of the next try: after the back-off, and not before the time that the provider asked for. */
    private Instant nextTry(Finding finding, int attempts, Instant now) {
        Instant afterBackOff = backOff.afterAttempt(attempts, now);
        Instant afterWait = finding instanceof Finding.NotPaid notPaid ? now.plus(notPaid.retryAfter()) : now;
        return afterBackOff.isBefore(afterWait) ? afterWait : afterBackOff;
    }

    private static PayoutChange change(
            Payouts.Locked payout,
            PayoutState to,
            @Nullable String reason,
            int refusals,
            Instant dueAt,
            @Nullable Instant endedAt) {
        return new PayoutChange(
                payout.id(), payout.state(), to, reason, null, payout.attempts(), refusals, dueAt, endedAt);
    }

    private List<Movement> movements(Booking booking, Attempts.Recorded attempt, Instant now) {
        Account providerFloat = Account.ofProvider(AccountKind.FLOAT, attempt.provider());
        return switch (booking) {
            case NOTHING -> List.of();
            case SETTLE -> payment(MovementKind.SETTLE, CUSTOMER_PAYABLE, attempt, now);
            case PAID_TWICE -> payment(MovementKind.PAID_TWICE, SUSPENSE, attempt, now);
            // The fee stays booked. The settlement file shows whether the provider also refunds the fee.
            case REVERSE ->
                List.of(movement(
                        MovementKind.REVERSAL, providerFloat, CUSTOMER_PAYABLE, attempt.amount(), attempt, now));
            case REVERSE_SECOND ->
                List.of(movement(MovementKind.REVERSAL, providerFloat, SUSPENSE, attempt.amount(), attempt, now));
        };
    }

    private List<Movement> payment(MovementKind kind, Account debit, Attempts.Recorded attempt, Instant now) {
        Account providerFloat = Account.ofProvider(AccountKind.FLOAT, attempt.provider());
        List<Movement> movements = new ArrayList<>(2);
        movements.add(movement(kind, debit, providerFloat, attempt.amount(), attempt, now));
        if (attempt.fee().isPositive()) {
            Account fees = Account.ofProvider(AccountKind.FEES, attempt.provider());
            movements.add(movement(MovementKind.PROVIDER_FEE, fees, providerFloat, attempt.fee(), attempt, now));
        }
        return movements;
    }

    /** An open attempt reserves its amount and fee. A reversal returns the amount, but the provider keeps the fee. */
    private static Money floatChange(AttemptState to, Attempts.Recorded attempt) {
        Money cost = attempt.amount().plus(attempt.fee());
        return switch (to) {
            case FAILED -> cost;
            case SUCCEEDED -> attempt.state().isOpen() ? Money.ZERO : cost.negated();
            case REVERSED -> attempt.amount();
            case SENDING, UNKNOWN -> Money.ZERO;
        };
    }

    private Movement movement(
            MovementKind kind, Account debit, Account credit, Money amount, Attempts.Recorded attempt, Instant now) {
        return new Movement(ids.next(), kind, attempt.id(), debit, credit, amount, now);
    }

    private static boolean isFloatShort(Finding finding) {
        return finding instanceof Finding.NotPaid notPaid && notPaid.kind() == RefusalKind.FLOAT_SHORT;
    }

    private static boolean countsAsRejection(Finding finding) {
        return switch (finding) {
            case Finding.NotPaid notPaid -> notPaid.countsAsRejection();
            case Finding.Reversed reversed -> true;
            case Finding.Paid paid -> false;
            case Finding.Accepted accepted -> false;
            case Finding.Unclear unclear -> false;
        };
    }

    private static @Nullable String reason(Finding finding, Booking booking) {
        return switch (finding) {
            case Finding.Paid paid -> booking == Booking.PAID_TWICE ? "PAID_TWICE" : null;
            case Finding.NotPaid notPaid -> notPaid.reason();
            case Finding.Accepted accepted -> Attempts.ACCEPTED;
            case Finding.Unclear unclear -> unclear.reason();
            case Finding.Reversed reversed -> reversed.reason();
        };
    }
}
