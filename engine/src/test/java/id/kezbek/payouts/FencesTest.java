package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.dispatch.Reservation;
import id.kezbek.payouts.dispatch.Sending;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.Attempt;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Workers that were paused, and workers that meet: one wins, and none does harm. */
@PayoutsTest
class FencesTest {

    @Autowired
    Sending sending;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    Outcomes outcomes;

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
    void aWorkerThatWakesAfterItsLeaseWritesNothing() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 9_000);
        Attempt attempt = inTheHandsOfAWorker(payout, customer, clock.instant().plusSeconds(10));
        clock.advance(Duration.ofSeconds(11));

        send(attempt);

        assertThat(stage.booked(customer)).isEmpty();
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("LEASE_OVER");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
    }

    @Test
    void aWorkerThatWakesAfterAnotherTookOverNeitherPaysNorUndoesIt() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 9_000);
        Attempt attempt = inTheHandsOfAWorker(payout, customer, clock.instant().plusSeconds(10));
        // The others find it, ask, learn that it was never seen, and pay by another provider.
        clock.advance(Duration.ofSeconds(14));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(10));
        inquiry.run();
        clock.advance(Duration.ofSeconds(2));
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);

        send(attempt);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);
        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::state)
                .containsExactly(AttemptState.FAILED, AttemptState.SUCCEEDED);
        assertThat(stage.journal(payout)).hasSize(2);
    }

    @Test
    void ofManyWorkersOneAsks() throws Exception {
        UUID payout = stage.order(stage.customer(), "LSAJA", 9_000);
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plus(Duration.ofHours(1)));
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        clock.advance(Duration.ofSeconds(10));
        Callable<Integer> worker = inquiry::run;

        int asked = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(Collections.nCopies(8, worker))) {
                asked += done.get();
            }
        }

        assertThat(asked).isEqualTo(1);
    }

    private Attempt inTheHandsOfAWorker(UUID payout, Msisdn customer, Instant lease) {
        UUID id = stage.abandonWhileSending(payout, "MTRANS", lease);
        return new Attempt(
                id,
                payout,
                1,
                "MTRANS",
                new PartnerId(1),
                customer,
                "LSAJA",
                Money.rupiah(9_000),
                Money.rupiah(500),
                null,
                lease,
                "[]",
                clock.instant(),
                null);
    }

    private void send(Attempt attempt) throws InterruptedException {
        try (Reservation reservation = sending.reserve(1)) {
            assertThat(reservation.takeTurn(attempt.provider())).isTrue();
            reservation.send(attempt);
        }
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
