package id.kezbek.payouts.floats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Our money at the providers: what it covers, what it does not, and that it agrees with the books. */
@PayoutsTest
class FloatsTest {

    private static final List<String> LSAJA = List.of("MTRANS", "XENIT", "LSAJAH2H");
    private static final Money LOW = Money.rupiah(10_000);

    @Autowired
    CheckFloat checkFloat;

    @Autowired
    RecordFloatTopUp recordFloatTopUp;

    @Autowired
    ProviderBoard board;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Outcomes outcomes;

    @Autowired
    PayoutArchive archive;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        LSAJA.forEach(code -> checkFloat.set(code, false, LOW, "finance@kezbek.id"));
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
        assertFloatsAgreeWithTheBooks();
    }

    @Test
    void aProviderWhoseFloatIsShortIsPassedOver() throws Exception {
        leave("MTRANS", 5_499);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);

        send();

        assertThat(stage.attempts(payout).getFirst().provider()).isEqualTo("XENIT");
        assertThat(stage.verdicts(payout)).contains("MTRANS FLOAT_SHORT");
        assertThat(available("MTRANS")).isEqualTo(Money.rupiah(5_499));
    }

    @Test
    void amountAndFeeAreCoveredToTheRupiah() throws Exception {
        leave("MTRANS", 5_500);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);

        send();

        assertThat(stage.attempts(payout).getFirst().provider()).isEqualTo("MTRANS");
        assertThat(available("MTRANS")).isEqualTo(Money.ZERO);
        assertThat(board.require("MTRANS").money().isLow()).isTrue();
    }

    @Test
    void whereNobodysFloatCoversItThePayoutWaitsWithItsQuotesUntilATopUp() throws Exception {
        LSAJA.forEach(code -> leave(code, 100));
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        send();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(stage.reason(payout)).isEqualTo("FLOAT_SHORT");
        assertThat(archive.find(payout).orElseThrow().quotes()).contains("FLOAT_SHORT", "MTRANS", "XENIT", "LSAJAH2H");

        recordFloatTopUp.record("MTRANS", Money.rupiah(1_000_000), "FLOATS-TRF-1", "finance@kezbek.id");
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(archive.find(payout).orElseThrow().quotes()).isNull();
        assertThatThrownBy(() -> recordFloatTopUp.record("MTRANS", Money.rupiah(1_000_000), " floats-trf-1", "x"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
    }

    @Test
    void anAttemptThatDidNotPayGivesBackWhatItHeld() throws Exception {
        leave("MTRANS", 5_500);
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);

        send();

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        assertThat(available("MTRANS")).isEqualTo(Money.rupiah(5_500));
    }

    @Test
    void anUnknownOneHoldsItAndAReversalGivesBackAllButTheFee() {
        leave("MTRANS", 5_500);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        stage.faults("MTRANS", "{\"error_after\": 1.0}");
        sendAll();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(available("MTRANS")).isEqualTo(Money.ZERO);

        outcomes.report(new Report(attempt, payout, new Finding.Paid(java.util.Optional.empty())));
        assertThat(available("MTRANS")).isEqualTo(Money.ZERO);
        outcomes.report(new Report(attempt, payout, new Finding.Reversed("CALLBACK")));
        assertThat(available("MTRANS")).isEqualTo(Money.rupiah(5_000));
    }

    @Test
    void ofManyDispatchersTogetherNoMoreIsSentThanTheFloatCovers() throws Exception {
        leave("MTRANS", 10 * 5_500 + 5_499);
        List<UUID> payouts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            payouts.add(stage.order(stage.customer(), "LSAJA", 5_000));
        }
        Callable<Boolean> dispatcher = () -> {
            sendAll();
            return true;
        };

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(Collections.nCopies(4, dispatcher))) {
                done.get();
            }
        }

        assertThat(payouts.stream()
                        .map(payout -> stage.attempts(payout).getFirst().provider()))
                .filteredOn("MTRANS"::equals)
                .hasSize(10);
        assertThat(available("MTRANS")).isEqualTo(Money.rupiah(5_499));
    }

    /** Has a provider's float checked and brings it to an amount, however far below zero it was. */
    private void leave(String provider, long rupiah) {
        Money missing = Money.rupiah(rupiah).minus(available(provider));
        if (missing.isPositive()) {
            recordFloatTopUp.record(provider, missing, "TRF-" + UUID.randomUUID(), "finance@kezbek.id");
        } else if (missing.hundredths() < 0) {
            // What an earlier test left over goes to another purpose, as a movement like any other.
            stage.takeFromFloat(provider, missing.negated());
        }
        checkFloat.set(provider, true, LOW, "finance@kezbek.id");
    }

    private Money available(String provider) {
        return board.require(provider).money().available();
    }

    private void assertFloatsAgreeWithTheBooks() {
        assertThat(jdbc.sql("""
                        select f.provider from payouts.provider_float f
                        where f.available <>
                          coalesce((select sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account
                                    where a.kind = 'FLOAT' and a.owner = f.provider), 0)
                          - coalesce((select sum(t.amount + t.fee) from payouts.attempt t
                                      where t.provider = f.provider and t.state in ('SENDING', 'UNKNOWN')), 0)""").query(String.class).list())
                .as("floats that do not agree with the books")
                .isEmpty();
        assertThat(jdbc.sql("select coalesce(sum(amount), 0) from ledger.line")
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0");
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private void sendAll() {
        boolean isFull = true;
        while (isFull) {
            isFull = dispatch.run();
        }
        try {
            assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
