package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is found after a process died while it was sending. */
@PayoutsTest
class RecoveryTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final int MAX_ROUNDS = 60;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    ConfiguredProviders providers;

    @Autowired
    OpenPayouts openPayouts;

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
    void anOrderThatTheProviderHadBookedIsNotPaidAgain() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 8_000);
        Instant lease = clock.instant().plusSeconds(10);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", lease);
        assertThat(providers.find("MTRANS").orElseThrow().send(order(attempt, customer, 8_000, lease)))
                .isInstanceOf(Outcome.Paid.class);

        assertThat(inquiry.recoverAbandoned()).as("its lease still lasts").isZero();
        clock.advance(Duration.ofSeconds(14));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        settle();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void anOrderThatNeverLeftIsPaidByANewAttempt() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 8_000);
        stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));

        clock.advance(Duration.ofSeconds(14));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        settle();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::state)
                .containsExactly(AttemptState.FAILED, AttemptState.SUCCEEDED);
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void aGoPaidOrderCaughtInFlightStaysUnknownAndIsPaidAtMostOnce() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "GPAID", 8_000);
        stage.abandonWhileSending(payout, "GOPAIDH2H", clock.instant().plusSeconds(10));

        clock.advance(Duration.ofSeconds(14));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        settle();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(stage.attempts(payout))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.state()).isEqualTo(AttemptState.UNKNOWN));
        assertThat(stage.booked(customer)).isEmpty();
        assertThat(openPayouts.counts()).containsKey(PayoutState.IN_FLIGHT);
        assertThat(openPayouts.ageOfOldestUnknown()).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void underAnyMixOfFaultsEachIsPaidOnceAndTheBooksAgree() throws Exception {
        Map<String, Long> before = new HashMap<>();
        List<String> codes = List.of("LSAJAH2H", "JOSVOH2H", "MTRANS", "XENIT");
        codes.forEach(code -> before.put(code, stage.spentAt(code) - bookedAt(code)));
        codes.forEach(code -> stage.faults(
                code,
                "{\"refuse\": 0.15, \"error_before\": 0.1, \"error_after\": 0.1, \"reset_after\": 0.1, \"garbled\": 0.1,"
                        + " \"timeout_after\": 0.05, \"seed\": 11}"));
        Random random = new Random(11);
        Map<UUID, Msisdn> payouts = new HashMap<>();
        for (int i = 0; i < 80; i++) {
            Msisdn customer = stage.customer();
            payouts.put(stage.order(customer, random.nextBoolean() ? "LSAJA" : "JOSVO", 1_000 + i), customer);
        }

        settle();

        payouts.forEach((payout, customer) -> {
            assertThat(stage.booked(customer)).as("%s", stage.attempts(payout)).hasSize(1);
            assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        });
        codes.forEach(code -> assertThat(stage.spentAt(code) - bookedAt(code)).isEqualTo(before.get(code)));
    }

    private static long bookedAt(String provider) {
        return PayoutsWorld.providers()
                .book()
                .movements(line -> line.provider().name().equals(provider))
                .mapToLong(line -> line.amount() + line.fee())
                .sum();
    }

    /** Lets time go by until nothing changes any more. */
    private void settle() throws InterruptedException {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            boolean isFull = true;
            while (isFull) {
                isFull = dispatch.run();
            }
            assertThat(dispatch.awaitIdle(ENOUGH)).isTrue();
            clock.advance(Duration.ofSeconds(14));
            inquiry.recoverAbandoned();
            inquiry.run();
        }
    }

    private static PayoutProvider.Order order(UUID attempt, Msisdn customer, long rupiah, Instant expiresAt) {
        return new PayoutProvider.Order(
                Ids.text(attempt), "LAJADA", customer, "LSAJA", Money.rupiah(rupiah), expiresAt);
    }
}
