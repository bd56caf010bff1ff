package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.payouts.ResolveAttempt.Resolution;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.TestClock;
import java.time.Duration;
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
    Inquiry inquiry;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.clear();
        clock.reset();
    }

    @Test
    void anUnknownAttemptAtGoPaidIsPaidWhenTwoPeopleFoundIt() {
        Unknown unknown = unknownAtGoPaid();
        Approval proposed = propose(unknown, Resolution.PAID);
        assertThat(stage.state(unknown.payout())).isEqualTo(PayoutState.IN_FLIGHT);

        assertThat(decide.approve(proposed.id(), OTHER).summary()).contains("counts as paid");
        assertThat(stage.state(unknown.payout())).isEqualTo(PayoutState.PAID);
        assertThat(stage.journal(unknown.payout()))
                .anyMatch(line -> line.startsWith("SETTLE: CUSTOMER_PAYABLE <- FLOAT 8000"));
        assertThat(decidedBy(unknown.attempt())).startsWith("approval ");
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
        jdbc.sql("update payouts.attempt set state = 'SUCCEEDED' where id = ?")
                .param(unknown.attempt())
                .update();
        Refusal refused = catchThrowableOfType(Refusal.class, () -> decide.approve(proposed.id(), OTHER));
        assertThat(refused.code().v2Code()).isEqualTo("state-conflict");
        assertThat(refused).hasMessageContaining("SUCCEEDED");
        decide.withdraw(proposed.id(), "too late", ONE);
    }

    @Test
    void aPayoutInAttentionIsSentAgainOrCancelledByTwoPeople() {
        UUID again = inAttention();
        decide.approve(
                proposeAct
                        .propose(retryPayout, new RetryPayoutAct.Arguments(again), "the wallet is open now", ONE)
                        .id(),
                OTHER);
        assertThat(stage.state(again)).isEqualTo(PayoutState.PENDING);

        UUID given = inAttention();
        decide.approve(
                proposeAct
                        .propose(cancelPayout, new CancelPayoutAct.Arguments(given), "the number is gone", ONE)
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
                                        cancelPayout, new CancelPayoutAct.Arguments(UUID.randomUUID()), "because", ONE))
                        .code()
                        .v2Code())
                .isEqualTo("not-found");
    }

    private record Unknown(UUID payout, UUID attempt) {}

    private Unknown unknownAtGoPaid() {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "GPAID", 8_000);
        UUID attempt =
                stage.abandonWhileSending(payout, "GOPAIDH2H", clock.instant().plusSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        assertThat(inquiry.recoverAbandoned()).isEqualTo(1);
        return new Unknown(payout, attempt);
    }

    private UUID inAttention() {
        UUID payout = stage.order(stage.customer(), "LSAJA", 8_000);
        jdbc.sql("update payouts.payout set state = 'ATTENTION', reason = 'TEST' where id = ?")
                .param(payout)
                .update();
        return payout;
    }

    private Approval propose(Unknown unknown, Resolution outcome) {
        return proposeAct.propose(
                resolveAttempt,
                new ResolveAttemptAct.Arguments(unknown.attempt(), outcome, outcome == Resolution.PAID ? "GP-1" : null),
                "their statement says so",
                ONE);
    }

    private String decidedBy(UUID attempt) {
        return jdbc.sql("select decided_by from payouts.attempt where id = ?")
                .param(attempt)
                .query(String.class)
                .single();
    }
}
