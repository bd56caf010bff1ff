package id.kezbek.payouts.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What two people decide about attempts and payouts. */
@PayoutsTest
class DecisionActsTest {

    private static final Caller ONE = new Caller(Role.OPERATIONS, "one@staff.example", null);
    private static final Caller OTHER = new Caller(Role.ADMIN, "other@staff.example", null);

    @Autowired
    ProposeAct proposeAct;

    @Autowired
    DecideApproval decide;

    @Autowired
    ResolveAttemptAct resolveAttempt;

    @Autowired
    RetryPayoutAct retryPayout;

    @Autowired
    CancelPayoutAct cancelPayout;

    @Autowired
    RoundPayoutAct roundPayout;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    Outcomes outcomes;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.clear();
        clock.advance(Duration.ofMinutes(11));
    }

    @Test
    void anUnknownAttemptAtGoPaidIsPaidWhenTwoPeopleFoundIt() {
        Unknown unknown = unknownAtGoPaid();
        Approval proposed = propose(unknown, Resolution.PAID);
        assertThat(stage.state(unknown.payout())).isEqualTo(PayoutState.IN_FLIGHT);

        assertThat(decide.approve(proposed.id(), OTHER).summary()).contains("is recorded as paid");
        assertThat(stage.state(unknown.payout())).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(unknown.payout()))
                .anyMatch(line -> line.startsWith("SETTLE: CUSTOMER_PAYABLE <- FLOAT 8000"));
        assertThat(stage.decidedBy(unknown.payout())).startsWith("approval ");
    }

    @Test
    void anUnknownAttemptThatTwoPeopleFoundUnpaidFreesItsPayout() {
        Unknown unknown = unknownAtGoPaid();
        decide.approve(propose(unknown, Resolution.NOT_PAID).id(), OTHER);
        assertThat(stage.state(unknown.payout())).isEqualTo(PayoutState.PENDING);
        assertThat(stage.journal(unknown.payout())).isEmpty();
    }

    @Test
    void anAttemptThatEndedMeanwhileIsNotResolved() {
        Unknown unknown = unknownAtGoPaid();
        Approval proposed = propose(unknown, Resolution.NOT_PAID);
        // The provider is heard at last.
        assertThat(outcomes.report(
                        new Report(unknown.attempt(), unknown.payout(), new Finding.Paid(Optional.of("GP-2")))))
                .isInstanceOf(Reported.Written.class);
        Refusal refused = catchThrowableOfType(Refusal.class, () -> decide.approve(proposed.id(), OTHER));
        assertThat(refused.code().v2Code()).isEqualTo("state-conflict");
        assertThat(refused).hasMessageContaining("SUCCEEDED");
        decide.withdraw(proposed.id(), "too late", ONE);
    }

    /** As rewards of 1000.50 left them before every reward was whole. */
    @Test
    void twoPeopleRoundAPayoutUpWithoutLossToItsCustomer() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 3_000);
        jdbc.sql("update payouts.payout set amount = 3000.50 where id = ?")
                .param(payout)
                .update();
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        Refusal whole = catchThrowableOfType(
                Refusal.class, () -> propose(roundPayout, new RoundPayoutAct.Arguments(stage.inAttention("TEST"))));
        assertThat(whole.code().v2Code()).isEqualTo("state-conflict");

        Approval proposed = propose(roundPayout, new RoundPayoutAct.Arguments(payout));
        assertThat(decide.approve(proposed.id(), OTHER).summary()).contains("rounded up to Rp3.001 and sent");
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.booked(customer).stream().mapToLong(line -> line.amount()))
                .containsExactly(3_001L);
        assertThat(stage.journal(payout)).contains("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3001");
        assertThat(stage.journalOf(payout))
                .anyMatch(line -> line.startsWith("WRITE_OFF: WRITE_OFF <- CUSTOMER_PAYABLE"));
        assertThat(jdbc.sql("select amount::text from payouts.item where payout = ? and kind = 'ROUNDING'")
                        .param(payout)
                        .query(String.class)
                        .single())
                .isEqualTo("0.50");
    }

    @Test
    void aPayoutInAttentionIsSentAgainOrCancelledByTwoPeople() {
        UUID again = stage.inAttention("TEST");
        decide.approve(
                proposeAct
                        .propose(retryPayout, new RetryPayoutAct.Arguments(again), "the wallet is open now", ONE)
                        .id(),
                OTHER);
        assertThat(stage.state(again)).isEqualTo(PayoutState.PENDING);

        UUID given = stage.inAttention("TEST");
        decide.approve(
                proposeAct
                        .propose(cancelPayout, cancelPayout.of(given), "the number is gone", ONE)
                        .id(),
                OTHER);
        assertThat(stage.state(given)).isEqualTo(PayoutState.CANCELLED);
    }

    @Test
    void whatIsNotInTheStateForItIsNotProposed() {
        UUID pending = stage.order(stage.customer(), "LSAJA", 8_000);
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> proposeAct.propose(
                                        retryPayout, new RetryPayoutAct.Arguments(pending), "because", ONE))
                        .code()
                        .v2Code())
                .isEqualTo("state-conflict");
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> proposeAct.propose(
                                        cancelPayout, cancelPayout.of(UUID.randomUUID()), "because", ONE))
                        .code()
                        .v2Code())
                .isEqualTo("not-found");
    }

    private record Unknown(UUID payout, UUID attempt) {}

    private Approval propose(RoundPayoutAct act, RoundPayoutAct.Arguments arguments) {
        return proposeAct.propose(act, arguments, "a reward had a part of a rupiah", ONE);
    }

    private Unknown unknownAtGoPaid() {
        UUID payout = stage.unknownAtGoPaid(stage.customer(), inquiry);
        return new Unknown(payout, stage.attempts(payout).getFirst().id());
    }

    private Approval propose(Unknown unknown, Resolution outcome) {
        return proposeAct.propose(
                resolveAttempt,
                new ResolveAttemptAct.Arguments(unknown.attempt(), outcome, outcome == Resolution.PAID ? "GP-1" : null),
                "their statement says so",
                ONE);
    }
}
