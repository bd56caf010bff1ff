package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What people decide about payouts that the engine cannot end by itself. */
@PayoutsTest
class DecisionsTest {

    private static final PartnerId LAJADA = new PartnerId(1);
    private static final String PEOPLE = "a@kezbek.id, b@kezbek.id";

    @Autowired
    ResolveAttempt resolveAttempt;

    @Autowired
    RetryPayout retryPayout;

    @Autowired
    CancelPayout cancelPayout;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Outcomes outcomes;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    DataVersions versions;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

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
    void aGoPaidOrderThatPeopleFoundPaidIsSettled() {
        UUID payout = unknownAtGoPaid();
        UUID attempt = stage.attempts(payout).getFirst().id();

        ResolveAttempt.Resolved resolved = resolveAttempt.resolve(attempt, Resolution.PAID, "GP-77", PEOPLE);

        assertThat(resolved).isEqualTo(new ResolveAttempt.Resolved(payout, AttemptState.SUCCEEDED, PayoutState.PAID));
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 5000", "PROVIDER_FEE: FEES <- FLOAT 500");
        assertThat(stage.decidedBy(payout)).isEqualTo(PEOPLE);
        assertConflict(() -> resolveAttempt.resolve(attempt, Resolution.PAID, null, PEOPLE));
        assertThat(stage.journal(payout)).hasSize(2);
    }

    @Test
    void aGoPaidOrderThatPeopleFoundNotPaidGoesToOthersFirst() throws Exception {
        UUID payout = unknownAtGoPaid();
        UUID attempt = stage.attempts(payout).getFirst().id();

        resolveAttempt.resolve(attempt, Resolution.NOT_PAID, null, PEOPLE);
        clock.advance(Duration.ofSeconds(2));
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout))
                .extracting(PayoutsStage.AttemptRow::provider)
                .containsExactly("GOPAIDH2H", "XENIT");
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("PEOPLE_FOUND_IT_NOT_PAID");
    }

    @Test
    void aResolutionFallsWithTheTransactionItIsPartOf() {
        UUID payout = unknownAtGoPaid();
        UUID attempt = stage.attempts(payout).getFirst().id();

        transactions.executeWithoutResult(status -> {
            resolveAttempt.resolve(attempt, Resolution.PAID, null, PEOPLE);
            status.setRollbackOnly();
        });

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(stage.journal(payout)).isEmpty();
    }

    @Test
    void whatAProviderAnswersMeanwhileIsNotOverruled() {
        UUID payout = unknownAtGoPaid();
        UUID attempt = stage.attempts(payout).getFirst().id();
        CompletableFuture<ResolveAttempt.Resolved> people = new CompletableFuture<>();

        transactions.executeWithoutResult(holding -> {
            outcomes.reportWithin(
                    new Report(attempt, payout, new Finding.NotPaid("SAID_SO", Finding.Proof.SAID_FAILED)));
            people.completeAsync(
                    () -> resolveAttempt.resolve(attempt, Resolution.PAID, null, PEOPLE), Thread::startVirtualThread);
            Eventually.holds("people wait for the payout", this::somebodyWaitsForThisTransaction);
        });

        assertThatThrownBy(people::join).hasCauseInstanceOf(Refusal.class);
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(stage.journal(payout)).isEmpty();
    }

    private boolean somebodyWaitsForThisTransaction() {
        return jdbc.sql("""
                        select exists (select from pg_stat_activity
                                       where pg_backend_pid() = any(pg_blocking_pids(pid)))""").query(Boolean.class).single();
    }

    @Test
    void onlyWhatIsUnknownIsResolved() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        UUID sending =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));

        assertConflict(() -> resolveAttempt.resolve(sending, Resolution.NOT_PAID, null, PEOPLE));
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.SENDING);
        assertThatThrownBy(() -> resolveAttempt.resolve(new UUID(1, 1), Resolution.PAID, null, PEOPLE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void peopleSendAgainWhatEverybodyRefused() throws Exception {
        UUID payout = refusedByAll();

        retryPayout.retry(payout, PEOPLE);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertConflict(() -> retryPayout.retry(payout, PEOPLE));
        stage.noFaults();
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(7);
        assertThat(stage.facts(payout)).endsWith("PAYOUT_RETRIED", "PAYOUT_PAID");
    }

    @ParameterizedTest
    @EnumSource(
            value = PayoutState.class,
            names = {"HELD", "PENDING", "ATTENTION"})
    void cancellingGivesTheAmountBackToThePartner(PayoutState state) {
        Money before = fundingSlots.available(LAJADA);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        stage.put(payout, state, state == PayoutState.HELD ? HoldReason.PROVIDERS_PAUSED.name() : "TEST");

        cancelPayout.cancel(payout, null, PEOPLE);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.CANCELLED);
        assertThat(stage.journalOf(payout)).containsExactly("CANCEL: CUSTOMER_PAYABLE <- FUNDING 5000");
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(5_000));
        assertThat(stage.facts(payout)).endsWith("PAYOUT_CANCELLED");
        assertConflict(() -> cancelPayout.cancel(payout, null, PEOPLE));
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(5_000));
    }

    @Test
    void cancellingWhatWaitsForFundingGivesNothingBackBecauseNothingWasTaken() {
        Money before = fundingSlots.available(LAJADA);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        stage.put(payout, PayoutState.HELD, HoldReason.FUNDING_SHORT.name());

        cancelPayout.cancel(payout, null, PEOPLE);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.CANCELLED);
        assertThat(stage.journalOf(payout)).isEmpty();
        assertThat(fundingSlots.available(LAJADA)).isEqualTo(before);
    }

    @Test
    void cancellingWhatHasGrownSinceTheProposalIsRefused() {
        Money before = fundingSlots.available(LAJADA);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);

        assertConflict(() -> cancelPayout.cancel(payout, Money.rupiah(4_000), PEOPLE));

        assertThat(fundingSlots.available(LAJADA)).isEqualTo(before);
        cancelPayout.cancel(payout, Money.rupiah(5_000), PEOPLE);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.CANCELLED);
    }

    @Test
    void whatIsInFlightOrPaidIsNeverCancelled() throws Exception {
        Money before = fundingSlots.available(LAJADA);
        UUID inFlight = unknownAtGoPaid();
        UUID paid = stage.order(stage.customer(), "LSAJA", 5_000);
        send();

        assertConflict(() -> cancelPayout.cancel(inFlight, null, PEOPLE));
        assertConflict(() -> cancelPayout.cancel(paid, null, PEOPLE));

        assertThat(stage.state(inFlight)).isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(stage.state(paid)).isEqualTo(PayoutState.PAID);
        assertThat(fundingSlots.available(LAJADA)).isEqualTo(before);
    }

    @Test
    void ofManyCancellationsAndADispatchOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            Money before = fundingSlots.available(LAJADA);
            UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
            Callable<Boolean> cancel = () -> {
                cancelPayout.cancel(payout, null, PEOPLE);
                return true;
            };
            try (var threads = Executors.newFixedThreadPool(4)) {
                var cancelled = threads.invokeAll(List.of(cancel, cancel, cancel, dispatch::run));
                long done = cancelled.subList(0, 3).stream()
                        .filter(one -> one.state() == java.util.concurrent.Future.State.SUCCESS)
                        .count();
                assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
                boolean isCancelled = stage.state(payout) == PayoutState.CANCELLED;
                assertThat(done).isEqualTo(isCancelled ? 1 : 0);
                assertThat(stage.attempts(payout)).hasSize(isCancelled ? 0 : 1);
                assertThat(fundingSlots.available(LAJADA).minus(before))
                        .isEqualTo(Money.rupiah(isCancelled ? 5_000 : 0));
            }
        }
    }

    /** The partner becomes postpaid while its funds are locked. */
    @Test
    void cancellingReturnsTheMoneyUnderTheTermsInForce() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        CompletableFuture<Void> people = new CompletableFuture<>();
        try {
            transactions.executeWithoutResult(holding -> {
                fundingSlots.lockAll(LAJADA);
                people.completeAsync(
                        () -> {
                            cancelPayout.cancel(payout, null, PEOPLE);
                            return null;
                        },
                        Thread::startVirtualThread);
                Eventually.holds("people wait for the slots", this::somebodyWaitsForThisTransaction);
                setFundingMode("POSTPAID");
            });
            people.join();
        } finally {
            transactions.executeWithoutResult(status -> setFundingMode("PREPAID"));
        }

        assertThat(stage.journalOf(payout)).containsExactly("CANCEL: CUSTOMER_PAYABLE <- RECEIVABLE 5000");
    }

    private void setFundingMode(String mode) {
        jdbc.sql("update partners.partner set funding_mode = ? where id = ?")
                .params(mode, LAJADA.value())
                .update();
        versions.raise("partners");
    }

    private UUID unknownAtGoPaid() {
        UUID payout = stage.order(stage.customer(), "GPAID", 5_000);
        UUID attempt = stage.abandonWhileSending(payout, "GOPAIDH2H", clock.instant());
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        return payout;
    }

    private UUID refusedByAll() throws InterruptedException {
        List.of("MTRANS", "XENIT", "LSAJAH2H").forEach(code -> stage.faults(code, "{\"refuse\": 1.0}"));
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        for (int round = 0; round < 8; round++) {
            send();
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        return payout;
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private static void assertConflict(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
    }
}
