package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.callback.Callback.Status;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Msisdn;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A callback that contradicts the stored state: the engine asks the provider, and only its answer counts. A stolen callback
 * secret must not be worth money.
 */
@PayoutsTest
class ContradictingCallbacksTest extends CallbackScene {

    @Autowired
    LateChecks lateChecks;

    @Autowired
    MeterRegistry meters;

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"FAILED", "REVERSED"})
    void falseFailureOfPaidOrUnknownPayoutChangesNothing(Status lie) throws Exception {
        Msisdn customer = stage.customer();
        UUID paid = stage.order(customer, "LSAJA", 3_000);
        send();
        UUID paidAttempt = stage.attempts(paid).getFirst().id();
        UUID unknown = lostAnswer();
        UUID unknownAttempt = stage.attempts(unknown).getFirst().id();

        assertThat(tell("MTRANS", paidAttempt, lie, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(tell("MTRANS", unknownAttempt, lie, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        send();
        assertThat(stage.journal(paid)).as("before the provider was asked").hasSize(2);
        lateChecks.run();
        inquiry.run();
        send();

        for (UUID payout : new UUID[] {paid, unknown}) {
            assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
            assertThat(stage.attempts(payout)).hasSize(1);
            assertThat(stage.journal(payout))
                    .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 500");
        }
        assertThat(stage.booked(customer)).hasSize(1);
        assertThat(kept(paidAttempt)).containsExactly(lie + " CONTRADICTED 1");
        assertThat(kept(unknownAttempt)).containsExactly(lie + " CONTRADICTED 1");
    }

    @Test
    void falsePaymentOfFailedAttemptBooksNothing() throws Exception {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        double told = contradictions();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        lateChecks.run();
        assertThat(contradictions()).as("security events").isEqualTo(told + 1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        assertThat(kept(attempt)).containsExactly("SUCCESS CONTRADICTED 1");
    }

    @Test
    void confirmedFailureFreesPayoutForNextProvider() throws Exception {
        UUID payout = failedWithoutAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(kept(attempt)).containsExactly("FAILED APPLIED 1");
        clock.advance(Duration.ofSeconds(2));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout).getLast().provider()).isEqualTo("XENIT");
    }

    /** The answer that ends the attempt may be older than the callback. This provider has no checks of paid orders. */
    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"SUCCESS", "FAILED"})
    void answerThatEndsAttemptAgainstItsCallbackIsCheckedWithinMinutes(Status told) throws Exception {
        UUID payout = told == Status.SUCCESS ? failedWithoutAnswer() : lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(tell("MTRANS", attempt, told, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().state())
                .isEqualTo(told == Status.SUCCESS ? AttemptState.FAILED : AttemptState.SUCCEEDED);
        assertThat(kept(attempt)).containsExactly(told + " CONTRADICTED 1");

        for (Duration wait : List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1))) {
            clock.advance(wait.minusSeconds(20));
            assertThat(lateChecks.run()).as("before %s", wait).isZero();
            clock.advance(Duration.ofSeconds(20));
            assertThat(lateChecks.run()).as("after %s", wait).isEqualTo(1);
        }
    }

    @Test
    void reportedFailureOfPaidPayoutCausesInquiry() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.SUCCEEDED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void paysReversedPayoutAgain() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = paidAndTakenBack(customer);
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.FAILED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(lateChecks.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
        stage.noFaults();
        clock.advance(Duration.ofSeconds(2));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer).stream()
                        .mapToLong(line -> line.amount())
                        .sum())
                .isEqualTo(3_000);
    }

    @Test
    void booksReversalAfterConfirmation() throws Exception {
        UUID payout = paidAndTakenBack(stage.customer());
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(tell("MTRANS", attempt, Status.REVERSED, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(lateChecks.run()).isEqualTo(1);
        // Older news that comes after the newer.
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.NO_NEWS);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(kept(attempt)).containsExactly("REVERSED APPLIED 1", "SUCCESS NO_NEWS 1");
        assertThat(stage.journal(payout))
                .containsExactly(
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000",
                        "PROVIDER_FEE: FEES <- FLOAT 500",
                        "REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
    }

    @Test
    void ignoresPaymentReportedBeforeReversal() throws Exception {
        UUID payout = paidAndTakenBack(stage.customer());
        // As if the payment's own answer had been lost, and the failure had been heard of first.
        UUID attempt = stage.attempts(payout).getFirst().id();
        jdbc.sql("update payouts.attempt set state = 'FAILED', reason = 'INQUIRY_SAYS_FAILED' where id = ?")
                .param(attempt)
                .update();

        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
    }

    private double contradictions() {
        return meters.counter("cezbek.security.events", "event", "callback-contradicted")
                .count();
    }

    /** Paid and taken back at the provider, whose answer to the order is lost: asked, it says FAILED. */
    private UUID failedWithoutAnswer() throws InterruptedException {
        stage.faults("MTRANS", "{\"error_after\": 1.0, \"reverse\": 1.0, \"reverse_after_s\": 0}");
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        Eventually.holds(
                "the provider takes it back", () -> stage.booked(customer).size() == 2);
        stage.noFaults();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        return payout;
    }

    private UUID paidAndTakenBack(Msisdn customer) throws InterruptedException {
        stage.faults("MTRANS", "{\"reverse\": 1.0, \"reverse_after_s\": 0}");
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        Eventually.holds(
                "the provider takes it back", () -> stage.booked(customer).size() == 2);
        stage.noFaults();
        assertThat(stage.state(payout)).as("nobody has told us").isEqualTo(PayoutState.PAID);
        return payout;
    }
}
