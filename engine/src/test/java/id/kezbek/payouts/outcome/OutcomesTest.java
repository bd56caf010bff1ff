package id.kezbek.payouts.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Reports as callbacks, statements and people will hand them in: late, twice, at once, wrong. */
@PayoutsTest
class OutcomesTest {

    private static final Finding PAID = new Finding.Paid(Optional.of("theirs"));
    private static final Finding REVERSED = new Finding.Reversed("CALLBACK");

    @Autowired
    Outcomes outcomes;

    @Autowired
    Dispatch dispatch;

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
    void ofManyEqualReportsOneIsWritten() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", clock.instant());
        Callable<Reported> report = () -> outcomes.report(new Report(attempt, payout, PAID));

        try (var threads = Executors.newFixedThreadPool(16)) {
            List<Reported> results = threads.invokeAll(Collections.nCopies(32, report)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(results).filteredOn(Reported.Written.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(Reported.AlreadyKnown.class::isInstance)
                    .hasSize(31);
        }
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 500");
    }

    @Test
    void aLatePaymentBesideAnotherGoesToSuspenseAndToPeople() throws Exception {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        clock.advance(Duration.ofSeconds(2));
        send();
        UUID refused = stage.attempts(payout).getFirst().id();

        assertThat(outcomes.report(new Report(refused, payout, PAID)))
                .isEqualTo(new Reported.Written(AttemptState.SUCCEEDED, PayoutState.PAID));

        assertThat(stage.journal(payout))
                .containsExactly(
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000",
                        "PROVIDER_FEE: FEES <- FLOAT 650",
                        "PAID_TWICE: SUSPENSE <- FLOAT 3000",
                        "PROVIDER_FEE: FEES <- FLOAT 500");
        assertThat(stage.facts(payout)).endsWith("PAYOUT_PAID_TWICE");

        outcomes.report(new Report(refused, payout, REVERSED));
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- SUSPENSE 3000");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void aLatePaymentEndsAPayoutThatWaitsForItsNextTry() throws Exception {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID refused = stage.attempts(payout).getFirst().id();

        outcomes.report(new Report(refused, payout, PAID));
        clock.advance(Duration.ofMinutes(1));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
        assertThat(stage.journal(payout)).first().isEqualTo("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000");
    }

    @Test
    void aReversalPutsThePayoutBackAndItIsPaidAgain() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID first = stage.attempts(payout).getFirst().id();

        assertThat(outcomes.report(new Report(first, payout, REVERSED)))
                .isEqualTo(new Reported.Written(AttemptState.REVERSED, PayoutState.PENDING));
        clock.advance(Duration.ofMinutes(1));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout).getLast().provider())
                .as("others first")
                .isEqualTo("XENIT");
        assertThat(stage.journal(payout))
                .containsSubsequence(
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000",
                        "REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000",
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000");
    }

    @Test
    void whatContradictsTheBooksChangesNothingAndIsTold() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        UUID paid = stage.attempts(payout).getFirst().id();

        assertThat(outcomes.report(
                        new Report(paid, payout, new Finding.NotPaid("CALLBACK", Finding.Proof.SAID_FAILED))))
                .isInstanceOf(Reported.Contradicted.class);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_PAID", "PAYOUT_CONTRADICTED");
    }

    @Test
    void aReportThatCannotBeWrittenHarmsNoNeighbour() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", clock.instant());
        UUID nobody = new UUID(1, 1);

        List<Reported> results =
                outcomes.writeAll(List.of(new Report(nobody, nobody, PAID), new Report(attempt, payout, PAID)));

        assertThat(results.getFirst()).isInstanceOf(Reported.NotWritten.class);
        assertThat(results.getLast()).isInstanceOf(Reported.Written.class);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void twoReportsOnOnePayoutInOneListSeeEachOther() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", clock.instant());

        List<Reported> results = outcomes.writeAll(List.of(
                new Report(attempt, payout, new Finding.Unclear("TIMEOUT")), new Report(attempt, payout, PAID)));

        assertThat(results)
                .containsExactly(
                        new Reported.Written(AttemptState.UNKNOWN, PayoutState.IN_FLIGHT),
                        new Reported.Written(AttemptState.SUCCEEDED, PayoutState.PAID));
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
