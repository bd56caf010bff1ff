package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackVerdict;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Paid orders that a provider takes back, or says that it took back, and the checks of paid orders. */
@PayoutsTest
class XenditReversalsTest extends XenditStage {

    @Autowired
    LateChecks lateChecks;

    @Autowired
    ResolveAttempt resolveAttempt;

    @Autowired
    StatementEvidence evidence;

    @Autowired
    ReceiveCallback receiveCallback;

    @Test
    void aLateReversalIsBookedAfterTheProviderWasAsked() throws Exception {
        UUID payout = sent(new Msisdn("628118654321"));
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        clock.advance(Duration.ofMinutes(5));
        xendit.turned();
        UUID attempt = stage.attempts(payout).getFirst().id();

        assertThat(receiveCallback.receive(
                        "XENDIT",
                        new Callback(Ids.text(attempt), Callback.Status.REVERSED, Money.rupiah(3_000), clock.instant()),
                        "reversed".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(CallbackVerdict.ASKED);
        assertThat(stage.journal(payout)).as("a callback moves nothing").hasSize(2);
        lateChecks.run();

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
    }

    /** Its API may be behind its webhooks. */
    @Test
    void aReversalThatTheAnswerDoesNotConfirmYetIsLearnedWithinMinutes() throws Exception {
        UUID payout = sent(new Msisdn("628118654321"));
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        UUID attempt = stage.attempts(payout).getFirst().id();
        tellReversed(attempt);
        assertThat(lateChecks.run()).isEqualTo(1);
        assertThat(stage.state(payout)).as("the answer counts").isEqualTo(PayoutState.PAID);
        assertThat(verdicts(attempt)).containsExactly("CONTRADICTED");

        clock.advance(Duration.ofMinutes(5));
        xendit.turned();
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
        assertThat(verdicts(attempt)).as("nobody has to decide").containsExactly("APPLIED");
    }

    @Test
    void aContradictedCallbackIsAskedAboutAtGrowingIntervals() throws Exception {
        UUID payout = sent(stage.customer());
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        UUID attempt = stage.attempts(payout).getFirst().id();
        tellReversed(attempt);
        assertThat(lateChecks.run()).isEqualTo(1);

        for (Duration wait : List.of(
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1),
                Duration.ofDays(6))) {
            clock.advance(wait.minusSeconds(20));
            assertThat(lateChecks.run()).as("before %s", wait).isZero();
            clock.advance(Duration.ofSeconds(20));
            assertThat(lateChecks.run()).as("after %s", wait).isEqualTo(1);
        }
        clock.advance(Duration.ofDays(30));
        assertThat(lateChecks.run()).as("then people decide").isZero();
        assertThat(verdicts(attempt)).containsExactly("CONTRADICTED");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout)).as("no answer was conclusive").hasSize(2);
    }

    /** People confirm the payment. The provider may still take it back later. */
    @Test
    void theChecksOfAPaidOrderGoOnAfterPeopleAnsweredAContradiction() throws Exception {
        UUID payout = sent(stage.customer());
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        UUID attempt = stage.attempts(payout).getFirst().id();
        tellReversed(attempt);
        assertThat(lateChecks.run()).isEqualTo(1);
        resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.PAID, null, "two people");
        assertThat(verdicts(attempt)).containsExactly("APPLIED");

        clock.advance(Duration.ofMinutes(5));
        assertThat(lateChecks.run()).as("planned before they decided").isEqualTo(1);
        clock.advance(Duration.ofHours(23));
        assertThat(lateChecks.run()).isZero();
        clock.advance(Duration.ofMinutes(55));
        assertThat(lateChecks.run()).as("a day after the payment").isEqualTo(1);
        clock.advance(Duration.ofDays(6));
        assertThat(lateChecks.run()).as("seven days after the payment").isEqualTo(1);
        clock.advance(Duration.ofDays(30));
        assertThat(lateChecks.run()).isZero();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    /** Each statement was true when it was made, so nothing contradicts. */
    @Test
    void aSuccessThatWasTakenBackBeforeTheInquiryNeedsNoDecision() throws Exception {
        UUID payout = sent(new Msisdn("628118654321"));
        UUID attempt = stage.attempts(payout).getFirst().id();
        clock.advance(END.multipliedBy(2));
        xendit.turned();
        assertThat(receiveCallback.receive(
                        "XENDIT",
                        new Callback(Ids.text(attempt), Callback.Status.SUCCESS, Money.rupiah(3_000), clock.instant()),
                        ("success " + attempt).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(CallbackVerdict.ASKED);
        clock.advance(Duration.ofMinutes(5));
        xendit.turned();

        assertThat(inquiry.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.FAILED);
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("INQUIRY_SAYS_REVERSED");
        assertThat(verdicts(attempt)).containsExactly("APPLIED");
        clock.advance(Duration.ofMinutes(5));
        assertThat(lateChecks.run()).as("no callback to check").isZero();
    }

    private void tellReversed(UUID attempt) {
        assertThat(receiveCallback.receive(
                        "XENDIT",
                        new Callback(Ids.text(attempt), Callback.Status.REVERSED, Money.rupiah(3_000), clock.instant()),
                        ("reversed " + attempt).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(CallbackVerdict.ASKED);
    }

    private List<String> verdicts(UUID attempt) {
        return jdbc.sql("select verdict from payouts.callback where attempt = ? order by id")
                .param(attempt)
                .query(String.class)
                .list();
    }

    /** The callback was lost. */
    @Test
    void aLateReversalIsAlsoFoundByTheChecksOfPaidOrders() throws Exception {
        UUID payout = sent(new Msisdn("628118654321"));
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        clock.advance(Duration.ofMinutes(5));
        xendit.turned();

        assertThat(lateChecks.run()).as("not yet due").isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(lateChecks.run()).isEqualTo(1);

        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.REVERSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");
        clock.advance(Duration.ofDays(30));
        assertThat(lateChecks.run()).as("what has ended is asked no more").isZero();
    }

    @Test
    void aPaidOrderThatStaysPaidIsCheckedTwice() throws Exception {
        UUID payout = sent(stage.customer());
        clock.advance(END.multipliedBy(2));
        inquiry.run();

        clock.advance(Duration.ofDays(1));
        assertThat(lateChecks.run()).isEqualTo(1);
        clock.advance(Duration.ofDays(5));
        assertThat(lateChecks.run()).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(lateChecks.run()).isEqualTo(1);
        clock.advance(Duration.ofDays(30));
        assertThat(lateChecks.run()).isZero();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(payout)).as("nothing was booked again").hasSize(2);
    }

    /** Otherwise the provider's answer could take back what a settlement file or people have found. */
    @Test
    void aPaymentThatOthersFoundIsNotChecked() throws Exception {
        UUID found = stage.order(stage.customer(), "DANA", 3_000);
        UUID attempt = stage.abandonWhileSending(found, "XENDIT", clock.instant());
        outcomes.report(new Report(attempt, found, new Finding.Unclear("TIMEOUT")));
        assertThat(evidence.paid(attempt, "theirs")).isTrue();
        UUID denied = stage.order(stage.customer(), "DANA", 3_000);
        UUID other = stage.abandonWhileSending(denied, "XENDIT", clock.instant());
        outcomes.report(new Report(other, denied, new Finding.NotPaid("NO", Finding.Proof.REFUSED)));
        outcomes.report(new Report(other, denied, new Finding.Paid(Optional.empty())));
        assertThat(stage.state(denied)).isEqualTo(PayoutState.PAID);

        clock.advance(Duration.ofDays(30));

        assertThat(lateChecks.run()).isZero();
    }

    @Test
    void aCheckOfAPaidOrderWithoutAnAnswerIsNotRepeatedEachMinute() throws Exception {
        UUID payout = sent(stage.customer());
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        xendit.rateLimit(0);
        clock.advance(Duration.ofDays(1));
        assertThat(lateChecks.run()).isEqualTo(1);

        xendit.rateLimit(600);
        clock.advance(Duration.ofHours(1));
        assertThat(lateChecks.run()).isZero();
        clock.advance(Duration.ofDays(6));
        assertThat(lateChecks.run()).isEqualTo(1);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void aReversalBeforeThePaymentWasKnownPaysAgainAndBooksNothing() throws Exception {
        UUID payout = sent(new Msisdn("628118654321"));
        clock.advance(END);
        xendit.turned();
        clock.advance(Duration.ofMinutes(6));
        xendit.turned();
        inquiry.run();

        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("INQUIRY_SAYS_REVERSED");
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(stage.journal(payout)).isEmpty();
    }
}
