package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.pricing.ScheduleFee;
import id.kezbek.payouts.provider.PauseProvider;
import id.kezbek.payouts.provider.ProviderHealth;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Pausing, draining and resuming providers, and fees that begin at an instant. */
@PayoutsTest
class ProvidersTest {

    private static final List<String> LSAJA = List.of("MTRANS", "XENIT", "LSAJAH2H");

    @Autowired
    PauseProvider pauseProvider;

    @Autowired
    ScheduleFee scheduleFee;

    @Autowired
    ProviderBoard board;

    @Autowired
    ProviderHealth health;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        LSAJA.forEach(code -> pauseProvider.resume(code, "operations@kezbek.id"));
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void aPausedProviderGetsNoNewAttemptAndItsOpenOnesAreDrained() throws Exception {
        long before = board.require("MTRANS").unknown();
        stage.faults("MTRANS", "{\"error_after\": 1.0}");
        UUID open = stage.order(stage.customer(), "LSAJA", 6_000);
        send();
        stage.noFaults();

        pauseProvider.pause("MTRANS", "settles late", "operations@kezbek.id");
        UUID next = stage.order(stage.customer(), "LSAJA", 6_000);
        send();

        assertThat(stage.attempts(next).getFirst().provider()).isEqualTo("XENIT");
        assertThat(stage.verdicts(next)).contains("MTRANS PAUSED");
        ProviderBoard.Standing draining = board.require("MTRANS");
        assertThat(draining.pause()).isNotNull();
        assertThat(draining.unknown()).isEqualTo(before + 1);
        clock.advance(Duration.ofSeconds(10));
        inquiry.run();
        assertThat(board.require("MTRANS").unknown()).as("drained").isEqualTo(before);
        assertThat(stage.state(open)).isEqualTo(PayoutState.PAID);

        pauseProvider.resume("MTRANS", "operations@kezbek.id");
        assertThat(board.require("MTRANS").pause()).isNull();
        UUID later = stage.order(stage.customer(), "LSAJA", 6_000);
        send();
        assertThat(stage.attempts(later).getFirst().provider()).isEqualTo("MTRANS");
    }

    @Test
    void aPauseThatIsNotCommittedPausesNobody() throws Exception {
        transactions.executeWithoutResult(status -> {
            pauseProvider.pause("MTRANS", "never mind", "operations@kezbek.id");
            status.setRollbackOnly();
        });
        UUID payout = stage.order(stage.customer(), "LSAJA", 6_000);
        send();

        assertThat(stage.attempts(payout).getFirst().provider()).isEqualTo("MTRANS");
    }

    @Test
    void whatAllPausedProvidersKeepWaitingSaysWhy() throws Exception {
        LSAJA.forEach(code -> pauseProvider.pause(code, "maintenance", "operations@kezbek.id"));
        UUID payout = stage.order(stage.customer(), "LSAJA", 6_000);
        send();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.HELD);
        assertThat(stage.waitingVerdicts(payout)).containsExactly("MTRANS PAUSED", "XENIT PAUSED", "LSAJAH2H PAUSED");

        pauseProvider.resume("LSAJAH2H", "operations@kezbek.id");
        dispatch.releaseHeld();
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.waitingVerdicts(payout)).isEmpty();
    }

    @Test
    void nobodyPausesWhatIsNotThere() {
        assertThatThrownBy(() -> pauseProvider.pause("NOBODY", "x", "y"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void aFeeRulesFromItsVeryInstantOn() throws Exception {
        Instant begins = clock.instant().plus(Duration.ofMinutes(1));
        Instant ends = begins.plus(Duration.ofMinutes(1));
        scheduleFee.add(fee(begins, 1));
        scheduleFee.add(fee(ends, 650));
        assertThat(providerFor()).as("before").isEqualTo("MTRANS");

        clock.advance(Duration.between(clock.instant(), begins));
        assertThat(providerFor()).as("at the instant").isEqualTo("XENIT");
        assertThat(board.require("XENIT").fees())
                .filteredOn(fee -> fee.wallet().equals("LSAJA"))
                .singleElement()
                .satisfies(fee -> assertThat(fee.fee()).isEqualTo(Money.rupiah(1)));

        clock.advance(Duration.between(clock.instant(), ends));
        assertThat(providerFor()).as("when the next one begins").isEqualTo("MTRANS");
    }

    @Test
    void aFeeThatMakesNoSenseIsRefusedFieldByField() {
        var wrong = new RoutingSettings.Fee(
                "NOBODY",
                "NOWHERE",
                clock.instant().minusSeconds(1),
                Money.rupiah(-1),
                Money.ZERO,
                Money.rupiah(-1),
                false);
        assertThatThrownBy(() -> scheduleFee.add(wrong))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(Refusal.FieldError::field)
                                .containsExactly("provider", "wallet", "effective_from", "fee", "minimum", "maximum"));
        Instant begins = clock.instant().plus(Duration.ofDays(365));
        scheduleFee.add(fee(begins, 650));
        assertThatThrownBy(() -> scheduleFee.add(fee(begins, 651)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
    }

    @Test
    void theBoardTellsWhatProcessesSayOfTheirBreakers() {
        health.tell();
        assertThat(board.require("MTRANS").breakers()).isEqualTo(new ProviderBoard.Breakers(1, 0));

        clock.advance(Duration.ofMinutes(2));
        assertThat(board.require("MTRANS").breakers())
                .as("a process that says nothing any more")
                .isEqualTo(new ProviderBoard.Breakers(0, 0));
    }

    private String providerFor() throws InterruptedException {
        UUID payout = stage.order(stage.customer(), "LSAJA", 6_000);
        send();
        return stage.attempts(payout).getFirst().provider();
    }

    private static RoutingSettings.Fee fee(Instant from, long rupiah) {
        return new RoutingSettings.Fee(
                "XENIT", "LSAJA", from, Money.rupiah(rupiah), Money.rupiah(1), Money.rupiah(2_000_000), false);
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
