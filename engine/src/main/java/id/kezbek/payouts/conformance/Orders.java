package id.kezbek.payouts.conformance;

import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sends the orders of a plan and waits for their results. */
final class Orders {

    private static final String PARTNER = "CONFORMANCE";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_INQUIRIES = Duration.ofSeconds(2);

    private final Plan plan;
    private final Clock clock;
    private final Ids ids;
    private final Conformance.Pause pause;

    Orders(Plan plan, Clock clock, Ids ids, Conformance.Pause pause) {
        this.plan = plan;
        this.clock = clock;
        this.ids = ids;
        this.pause = pause;
    }

    Order next() {
        return order(Ids.text(ids.next()), plan.amount(), clock.instant().plus(LEASE));
    }

    Order next(Money amount) {
        return order(Ids.text(ids.next()), amount, clock.instant().plus(LEASE));
    }

    /** An order whose lease has expired. */
    Order late() {
        return order(Ids.text(ids.next()), plan.amount(), clock.instant());
    }

    /** The same order with a new lease. */
    Order again(Order order) {
        return order(order.reference(), order.amount(), clock.instant().plus(LEASE));
    }

    /** An order with the same reference and another amount. */
    Order other(Order order) {
        return order(
                order.reference(),
                order.amount().plus(Money.rupiah(1)),
                clock.instant().plus(LEASE));
    }

    String reference() {
        return Ids.text(ids.next());
    }

    /** Inquires until the provider reports a final result, or until the plan's wait is over. */
    InquiryAnswer end(PayoutProvider provider, String reference) throws InterruptedException {
        Instant until = clock.instant().plus(plan.patience());
        InquiryAnswer answer = provider.inquire(reference);
        while (!isEnd(answer) && clock.instant().isBefore(until)) {
            pause.pause(BETWEEN_INQUIRIES);
            answer = provider.inquire(reference);
        }
        return answer;
    }

    void pauseShortly() throws InterruptedException {
        pause.pause(BETWEEN_INQUIRIES);
    }

    Instant now() {
        return clock.instant();
    }

    private static boolean isEnd(InquiryAnswer answer) {
        return switch (answer) {
            case InquiryAnswer.Paid paid -> true;
            case InquiryAnswer.NotPaid notPaid -> true;
            case InquiryAnswer.Reversed reversed -> true;
            case InquiryAnswer.Pending pending -> false;
            case InquiryAnswer.NeverSeen neverSeen -> false;
            case InquiryAnswer.NotAvailable notAvailable -> false;
        };
    }

    private Order order(String reference, Money amount, Instant expiresAt) {
        return new Order(reference, PARTNER, plan.msisdn(), plan.wallet(), amount, expiresAt);
    }
}
