package id.kezbek.payouts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PayoutsTest
class DispatchTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    Outcomes outcomes;

    @Autowired
    Sending sending;

    @Autowired
    PayoutSettings settings;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.goOn();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void paysOnceThroughTheCheapestAndBooksIt() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 12_500);

        dispatchAll();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).singleElement().satisfies(attempt -> {
            assertThat(attempt.provider()).isEqualTo("MTRANS");
            assertThat(attempt.state()).isEqualTo(AttemptState.SUCCEEDED);
        });
        assertThat(stage.booked(customer))
                .singleElement()
                .satisfies(line -> assertThat(line.amount()).isEqualTo(12_500));
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 12500", "PROVIDER_FEE: FEES <- FLOAT 500");
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_PAID");
    }

    @Test
    void anyNumberOfDispatchersPayEachOnce() throws Exception {
        Map<UUID, Msisdn> payouts = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            Msisdn customer = stage.customer();
            payouts.put(stage.order(customer, List.of("LSAJA", "GPAID", "JOSVO").get(i % 3), 1_000 + i), customer);
        }
        Callable<Void> dispatcher = () -> {
            dispatchAll();
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(List.of(dispatcher, dispatcher, dispatcher, dispatcher))) {
                done.get();
            }
        }

        payouts.forEach((payout, customer) -> {
            assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
            assertThat(stage.attempts(payout)).hasSize(1);
            assertThat(stage.booked(customer)).hasSize(1);
        });
    }

    @Test
    void goesToTheNextCheapestOnlyAfterARefusal() throws Exception {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        Msisdn customer = stage.customer();
        clock.stop();
        UUID payout = stage.order(customer, "LSAJA", 5_000);

        dispatchAll();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        dispatchAll();
        assertThat(stage.attempts(payout)).as("it waits out its back-off").hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        dispatchAll();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::provider)
                .containsExactly("MTRANS", "XENIT");
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("WORD_05");
        assertThat(stage.booked(customer)).hasSize(1);
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_FAILED", "PAYOUT_PAID");
    }

    @Test
    void anUnknownOutcomeIsNeverSentElsewhereBeforeTheProof() throws Exception {
        stage.faults("MTRANS", "{\"error_before\": 1.0}");
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 5_000);
        dispatchAll();
        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::state)
                .containsExactly(AttemptState.UNKNOWN);

        // The provider has never seen it, but its window is still open: that proves nothing.
        clock.advance(Duration.ofSeconds(10));
        assertThat(inquiry.run()).isEqualTo(1);
        dispatchAll();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(stage.attempts(payout)).hasSize(1);

        clock.advance(Duration.ofSeconds(30));
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("NEVER_SEEN");
        clock.advance(Duration.ofSeconds(1));
        dispatchAll();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout).getLast().provider()).isEqualTo("XENIT");
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsResolvedByAsking() throws Exception {
        Msisdn customer = stage.customer();
        stage.faults("XENIT", "{\"error_after\": 1.0}");
        UUID payout = stage.order(customer, "JOSVO", 7_000);
        dispatchAll();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(inquiry.run()).as("not yet its time").isZero();

        clock.advance(Duration.ofSeconds(10));
        assertThat(inquiry.run()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
        assertThat(stage.booked(customer)).hasSize(1);
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_UNKNOWN", "PAYOUT_PAID");
    }

    @Test
    void anAmountThatIsUnresolvedAtGoPaidGoesToTheNextCheapest() throws Exception {
        stage.faults("GOPAIDH2H", "{\"error_after\": 1.0}");
        Msisdn customer = stage.customer();
        UUID first = stage.order(customer, "GPAID", 9_000);
        UUID second = stage.order(customer, "GPAID", 9_000);

        dispatchAll();

        assertThat(List.of(stage.state(first), stage.state(second)))
                .containsExactlyInAnyOrder(PayoutState.IN_FLIGHT, PayoutState.PAID);
        UUID paid = stage.state(first) == PayoutState.PAID ? first : second;
        assertThat(stage.attempts(paid))
                .extracting(PayoutsStage.AttemptRow::provider)
                .containsExactly("XENIT");
        assertThat(stage.verdicts(paid))
                .containsExactly("GOPAIDH2H SAME_AMOUNT_UNRESOLVED", "XENIT CHOSEN", "MTRANS DEARER");
        assertThat(stage.booked(customer)).hasSize(2);
    }

    @Test
    void goPaidNeverHasTwoOpenAttemptsOfOneAmountToOneNumber() throws Exception {
        stage.faults("GOPAIDH2H", "{\"error_after\": 1.0}");
        List<String> others = List.of("MTRANS", "XENIT");
        others.forEach(provider -> stage.pause(provider, true));
        Msisdn customer = stage.customer();
        UUID first = stage.order(customer, "GPAID", 9_000);
        UUID second = stage.order(customer, "GPAID", 9_000);
        UUID other = stage.order(customer, "GPAID", 9_001);

        dispatchAll();

        List<PayoutState> states = List.of(stage.state(first), stage.state(second));
        assertThat(states).containsExactlyInAnyOrder(PayoutState.IN_FLIGHT, PayoutState.PENDING);
        UUID waiting = stage.state(first) == PayoutState.PENDING ? first : second;
        assertThat(stage.reason(waiting)).isEqualTo("SAME_AMOUNT_UNRESOLVED");
        assertThat(stage.state(other)).isEqualTo(PayoutState.IN_FLIGHT);
        for (int minutes = 0; minutes < 5; minutes++) {
            clock.advance(Duration.ofMinutes(1));
            inquiry.recoverAbandoned();
            inquiry.run();
            dispatchAll();
        }
        others.forEach(provider -> stage.pause(provider, false));
        assertThat(stage.attempts(waiting)).isEmpty();
        assertThat(stage.booked(customer)).extracting(line -> line.amount()).containsExactlyInAnyOrder(9_000L, 9_001L);
    }

    @Test
    void whatWaitsForASlowProvidersTurnStaysPendingAndKeepsNobodyWaiting() throws Exception {
        int turns = sending.turns("MTRANS").drainPermits();
        UUID waiting = stage.order(stage.customer(), "LSAJA", 5_000);
        UUID other = stage.order(stage.customer(), "JOSVO", 5_000);
        try {
            dispatchAll();

            assertThat(stage.state(waiting)).isEqualTo(PayoutState.PENDING);
            assertThat(stage.attempts(waiting)).isEmpty();
            assertThat(stage.state(other)).isEqualTo(PayoutState.PAID);
        } finally {
            sending.turns("MTRANS").release(turns);
        }
        dispatchAll();

        assertThat(stage.state(waiting)).isEqualTo(PayoutState.PAID);
        assertThat(sending.turns("MTRANS").availablePermits()).isEqualTo(turns);
    }

    @Test
    void aBacklogOfOneProviderDoesNotFillTheClaimForTheOthers() throws Exception {
        int turns = sending.turns("MTRANS").drainPermits();
        try {
            for (int i = 0; i < settings.batchSize(); i++) {
                stage.order(stage.customer(), "LSAJA", 5_000);
            }
            UUID behind = stage.order(stage.customer(), "JOSVO", 5_000);

            dispatchAll();

            assertThat(stage.state(behind)).isEqualTo(PayoutState.PAID);
        } finally {
            sending.turns("MTRANS").release(turns);
        }
    }

    @Test
    void anOrderThatNeverLeftSetsItsProviderBackForTheNextTryOnly() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", clock.instant());
        outcomes.report(new Report(attempt, payout, new Finding.NotPaid("NOT_REACHED", Finding.Proof.NEVER_LEFT)));
        stage.faults("XENIT", "{\"refuse\": 1.0}");

        clock.advance(Duration.ofSeconds(1));
        dispatchAll();
        clock.advance(Duration.ofSeconds(2));
        dispatchAll();

        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::provider)
                .containsExactly("MTRANS", "XENIT", "MTRANS");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void holdsWhatOnlyPausedProvidersCouldPayAndReleasesItLater() throws Exception {
        List<String> serving = List.of("MTRANS", "XENIT", "LSAJAH2H");
        serving.forEach(provider -> stage.pause(provider, true));
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        dispatchAll();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.HELD);
        assertThat(dispatch.releaseHeld()).isZero();

        serving.forEach(provider -> stage.pause(provider, false));
        assertThat(dispatch.releaseHeld()).isEqualTo(1);
        dispatchAll();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    /** It is also too high for a hundred parts. */
    @Test
    void whatNobodyTakesGoesToPeopleUntried() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 200_000_001);

        dispatchAll();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        assertThat(stage.reason(payout)).isEqualTo("ABOVE_MAXIMUM");
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_ATTENTION");
    }

    @Test
    void afterABoundedNumberOfNoesPeopleDecide() throws Exception {
        List.of("MTRANS", "XENIT", "LSAJAH2H").forEach(provider -> stage.faults(provider, "{\"refuse\": 1.0}"));
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 5_000);

        for (int round = 0; round < 10; round++) {
            dispatchAll();
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::provider)
                .containsExactly("MTRANS", "XENIT", "LSAJAH2H", "MTRANS", "XENIT", "LSAJAH2H");
        assertThat(stage.facts(payout)).endsWith("PAYOUT_FAILED", "PAYOUT_ATTENTION");
        assertThat(stage.booked(customer)).isEmpty();
    }

    private void dispatchAll() throws InterruptedException {
        boolean isFull = true;
        while (isFull) {
            isFull = dispatch.run();
        }
        assertThat(dispatch.awaitIdle(ENOUGH)).isTrue();
    }
}
