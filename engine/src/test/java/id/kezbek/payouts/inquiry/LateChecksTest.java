package id.kezbek.payouts.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** When providers are asked: about what is unknown, and again about what they denied. */
@PayoutsTest
class LateChecksTest {

    @Autowired
    Inquiry inquiry;

    @Autowired
    LateChecks lateChecks;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Outcomes outcomes;

    @Autowired
    ConfiguredProviders providers;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void anUnknownOutcomeIsAskedAboutOnItsScheduleUntilItIsProven() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 4_000);
        // A lease as long as this proves nothing for hours, so that every question is asked.
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plus(Duration.ofHours(3)));
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));

        for (Duration wait : List.of(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(1))) {
            clock.advance(wait.minusSeconds(3));
            assertThat(inquiry.run()).as("before %s", wait).isZero();
            clock.advance(Duration.ofSeconds(3));
            assertThat(inquiry.run()).as("after %s", wait).isEqualTo(1);
            assertThat(inquiry.run()).as("once").isZero();
        }
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);

        clock.advance(Duration.ofHours(1));
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("NEVER_SEEN");
    }

    @Test
    void neverSeenProvesNothingWithinLeaseTimeOutAndVisibilityWindow() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 4_000);
        // Lease 38 s, time-out 3 s, window 10 s: proof from the 51st second on; asked after 10 s and after 30 s more.
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(38));
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));

        clock.advance(Duration.ofSeconds(10));
        inquiry.run();
        clock.advance(Duration.ofSeconds(30));
        inquiry.run();
        assertThat(stage.state(payout)).as("40 of 51 seconds").isEqualTo(PayoutState.IN_FLIGHT);
        clock.advance(Duration.ofMinutes(1));
        inquiry.run();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
    }

    @Test
    void whatAProviderDeniedAndPaidLaterIsLearnedAndEndsThePayout() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = denied(customer);
        stage.put(payout, PayoutState.HELD, HoldReason.PROVIDERS_PAUSED.name());
        payLate(payout, customer);

        assertThat(lateChecks.run()).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 4000", "PROVIDER_FEE: FEES <- FLOAT 500");
        assertThat(stage.booked(customer)).hasSize(1);
        clock.advance(Duration.ofHours(48));
        assertThat(lateChecks.run()).as("what is known is asked no more").isZero();
    }

    @Test
    void aLatePaymentBesideAnotherLiesInSuspense() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = denied(customer);
        clock.advance(Duration.ofSeconds(2));
        send();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        payLate(payout, customer);

        clock.advance(Duration.ofHours(1));
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.journal(payout))
                .containsExactly(
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 4000",
                        "PROVIDER_FEE: FEES <- FLOAT 650",
                        "PAID_TWICE: SUSPENSE <- FLOAT 4000",
                        "PROVIDER_FEE: FEES <- FLOAT 500");
        assertThat(stage.facts(payout)).endsWith("PAYOUT_PAID_TWICE");
    }

    @Test
    void whatStaysDeniedIsAskedAboutABoundedNumberOfTimes() {
        denied(stage.customer());

        clock.advance(Duration.ofHours(1));
        assertThat(lateChecks.run()).isEqualTo(1);
        clock.advance(Duration.ofHours(22));
        assertThat(lateChecks.run()).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(lateChecks.run()).isEqualTo(1);
        clock.advance(Duration.ofDays(30));
        assertThat(lateChecks.run()).isZero();
    }

    @Test
    void aPlainRefusalIsNotAskedAboutAgain() throws Exception {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        stage.order(stage.customer(), "LSAJA", 4_000);
        send();

        clock.advance(Duration.ofHours(24));
        assertThat(lateChecks.run()).isZero();
    }

    /** A payout whose first attempt the provider says it has never seen. */
    private UUID denied(Msisdn customer) {
        UUID payout = stage.order(customer, "LSAJA", 4_000);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", clock.instant());
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        clock.advance(Duration.ofSeconds(30));
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        return payout;
    }

    /** The provider carries out now what it denied to have. */
    private void payLate(UUID payout, Msisdn customer) {
        Instant expiry = clock.instant().plusSeconds(60);
        String reference = Ids.text(stage.attempts(payout).getFirst().id());
        assertThat(providers
                        .find("MTRANS")
                        .orElseThrow()
                        .send(new PayoutProvider.Order(
                                reference, "LAJADA", customer, "LSAJA", Money.rupiah(4_000), expiry)))
                .isInstanceOf(Outcome.Paid.class);
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
