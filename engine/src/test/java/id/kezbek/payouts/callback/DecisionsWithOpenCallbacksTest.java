package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.payouts.StatementEvidence;
import id.kezbek.payouts.TestRefunds;
import id.kezbek.payouts.callback.Callback.Status;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.decision.RoundPayout;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.payouts.refund.SettleRefunds;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** People decide about a payout while a callback says otherwise: they must not pay twice, and they are never stuck. */
@PayoutsTest
class DecisionsWithOpenCallbacksTest extends CallbackScene {

    private static final String PEOPLE = "two people";
    private static final PartnerId LAJADA = new PartnerId(1);

    @Autowired
    RetryPayout retryPayout;

    @Autowired
    CancelPayout cancelPayout;

    @Autowired
    RoundPayout roundPayout;

    @Autowired
    ResolveAttempt resolveAttempt;

    @Autowired
    StatementEvidence evidence;

    @Autowired
    LateChecks lateChecks;

    @Autowired
    Outcomes outcomes;

    @Autowired
    ConfiguredProviders providers;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    TestRefunds refunds;

    @Autowired
    RefundedPayouts refundedPayouts;

    @Autowired
    SettleRefunds settleRefunds;

    @Test
    void retryWaitsForTheProvidersAnswerAndPaysOnce() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = deniedAndPaidLate(customer);

        assertRefused("wait for its answer", () -> retryPayout.check(payout));
        assertRefused("wait for its answer", () -> retryPayout.retry(payout, PEOPLE));
        send();
        assertThat(lateChecks.run()).isEqualTo(1);
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void cancellationWaitsForTheProvidersAnswerAndReturnsNothing() {
        Money before = fundingSlots.available(LAJADA);
        UUID payout = deniedAndPaidLate(stage.customer());

        assertRefused("wait for its answer", () -> cancelPayout.check(payout));
        assertRefused("wait for its answer", () -> cancelPayout.cancel(payout, null, PEOPLE));
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journalOf(payout)).as("nothing was returned").isEmpty();
        assertThat(stage.journal(payout)).as("nothing was paid twice").noneMatch(line -> line.startsWith("PAID_TWICE"));
        assertThat(fundingSlots.available(LAJADA)).isEqualTo(before);
    }

    /** Otherwise the partner would get the money back, and Kezbek would bear the payment. */
    @Test
    void refundOfWhatWasPaidAfterAllWaitsForTheProvidersAnswer() {
        Money before = fundingSlots.available(LAJADA);
        UUID payout = deniedAndPaidLate(stage.customer());

        UUID refund = refunds.refund(payout, Money.rupiah(3_000));
        assertThat(refundState(refund)).isEqualTo(RefundState.WAITING);
        int unused = settleRefunds.run();
        assertThat(refundState(refund)).as("the callback is open").isEqualTo(RefundState.WAITING);
        assertThat(fundingSlots.available(LAJADA)).as("nothing was returned").isEqualTo(before);
        assertThat(lateChecks.run()).isEqualTo(1);
        assertThat(settleRefunds.run()).isPositive();

        assertThat(refundState(refund)).isEqualTo(RefundState.OWED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout)).as("nothing is in suspense").noneMatch(line -> line.startsWith("PAID_TWICE"));
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(3_000));
    }

    @Test
    void refundWaitsUntilPeopleAnswerTheContradiction() throws Exception {
        UUID payout = refused(stage.customer());
        UUID attempt = contradicted(payout);
        stage.put(payout, PayoutState.ATTENTION, "TEST");

        UUID refund = refunds.refund(payout, Money.rupiah(3_000));
        int unused = settleRefunds.run();
        assertThat(refundState(refund)).isEqualTo(RefundState.WAITING);
        resolveAttempt.resolve(attempt, Resolution.NOT_PAID, null, PEOPLE);
        assertThat(settleRefunds.run()).isPositive();

        assertThat(refundState(refund)).isEqualTo(RefundState.RETURNED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.CANCELLED);
    }

    /** The provider denies what its callback says, so people answer first. Then they decide as before. */
    @Test
    void contradictionIsResolvedBeforeOtherDecisions() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = refused(customer);
        UUID attempt = contradicted(payout);
        stage.put(payout, PayoutState.ATTENTION, "TEST");

        assertRefused("resolve that attempt first", () -> retryPayout.check(payout));
        assertRefused("resolve that attempt first", () -> cancelPayout.check(payout));
        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        resolveAttempt.resolve(attempt, Resolution.NOT_PAID, null, PEOPLE);
        cancelPayout.check(payout);
        retryPayout.retry(payout, PEOPLE);
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer)).hasSize(1);
    }

    @Test
    void roundingSendsAgainSoItIsRefusedToo() throws Exception {
        UUID payout = refused(stage.customer());
        contradicted(payout);
        stage.put(payout, PayoutState.ATTENTION, "TEST");
        jdbc.sql("update payouts.payout set amount = 3000.50 where id = ?")
                .param(payout)
                .update();

        assertRefused("resolve that attempt first", () -> roundPayout.check(payout));
        assertRefused("resolve that attempt first", () -> roundPayout.round(payout, PEOPLE));

        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
    }

    @Test
    void resolutionAgainstUnansweredCallbackWaitsForTheInquiry() throws Exception {
        UUID payout = lostAnswer();
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);

        assertRefused("wait for its answer", () -> resolveAttempt.check(attempt, Resolution.NOT_PAID));
        assertRefused("wait for its answer", () -> resolveAttempt.resolve(attempt, Resolution.NOT_PAID, null, PEOPLE));
        assertRefused("wait for its answer", () -> evidence.checkNotPaid(attempt));
        resolveAttempt.check(attempt, Resolution.PAID);
        assertThat(inquiry.run()).isEqualTo(1);
        send();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
    }

    /** A provider that never answers does not stop people. */
    @Test
    void peopleMayDecideAgainstCallbackThatStaysUnansweredForADay() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        UUID attempt = unknown(payout);
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        clock.advance(Duration.ofHours(23));
        assertRefused("wait for its answer", () -> resolveAttempt.check(attempt, Resolution.NOT_PAID));

        clock.advance(Duration.ofHours(1));
        resolveAttempt.resolve(attempt, Resolution.NOT_PAID, null, PEOPLE);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(kept(attempt)).as("they decide once").containsExactly("SUCCESS APPLIED 1");
    }

    /** "Not paid" about the second attempt sends the payout again, although the first one may have been paid. */
    @Test
    void callbackAboutAnotherAttemptIsResolvedFirst() throws Exception {
        UUID payout = refused(stage.customer());
        UUID first = contradicted(payout);
        stage.faults("XENIT", "{\"error_after\": 1.0}");
        clock.advance(Duration.ofMinutes(5));
        send();
        stage.noFaults();
        UUID second = stage.attempts(payout).getLast().id();
        assertThat(stage.attempts(payout).getLast().state()).isEqualTo(AttemptState.UNKNOWN);

        assertRefused("resolve that attempt first", () -> resolveAttempt.check(second, Resolution.NOT_PAID));
        resolveAttempt.check(second, Resolution.PAID);
        resolveAttempt.resolve(first, Resolution.NOT_PAID, null, PEOPLE);
        resolveAttempt.resolve(second, Resolution.NOT_PAID, null, PEOPLE);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
    }

    /** A payout whose order the provider denied, carried out later and reports as paid now. It waits for people. */
    private UUID deniedAndPaidLate(Msisdn customer) {
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        UUID attempt = stage.abandonWhileSending(payout, "MTRANS", clock.instant());
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        clock.advance(Duration.ofSeconds(30));
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("NEVER_SEEN");
        stage.put(payout, PayoutState.ATTENTION, "TEST");
        PayoutProvider.Order late = new PayoutProvider.Order(
                Ids.text(attempt),
                "LAJADA",
                customer,
                "LSAJA",
                Money.rupiah(3_000),
                clock.instant().plusSeconds(60));
        assertThat(providers.find("MTRANS").orElseThrow().send(late)).isInstanceOf(Outcome.Paid.class);
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        return payout;
    }

    private RefundState refundState(UUID refund) {
        return refundedPayouts.of(List.of(refund)).get(refund).state();
    }

    private UUID refused(Msisdn customer) throws InterruptedException {
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        send();
        stage.noFaults();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        return payout;
    }

    /** A callback says that the first attempt was paid; the provider denies it. */
    private UUID contradicted(UUID payout) {
        UUID attempt = stage.attempts(payout).getFirst().id();
        assertThat(tell("MTRANS", attempt, Status.SUCCESS, 3_000)).isEqualTo(CallbackVerdict.ASKED);
        assertThat(lateChecks.run()).isEqualTo(1);
        assertThat(kept(attempt)).containsExactly("SUCCESS CONTRADICTED 1");
        return attempt;
    }

    private UUID unknown(UUID payout) {
        UUID attempt =
                stage.abandonWhileSending(payout, "MTRANS", clock.instant().plusSeconds(10));
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));
        return attempt;
    }

    private static void assertRefused(String advice, ThrowingCallable decision) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(decision)
                .withMessageContaining("callback")
                .withMessageContaining(advice)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
    }
}
