package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage.AttemptRow;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.model.ModelProvider.Behaviour;
import id.kezbek.payouts.model.ModelProvider.Candour;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A provider that has once said that it has an order can no longer prove with "never seen" that it did not pay it. */
@PayoutsTest
class AcceptedOrdersTest extends ModelStage {

    private static final Duration AFTER_ALL_WINDOWS = Duration.ofHours(2);

    /** The response to the order is lost. */
    @Test
    void pendingByInquiryIsRemembered() throws Exception {
        UUID payout = sentWithoutResponse();
        assertThat(attempt(payout).reason()).isEqualTo("TIMEOUT");
        ask(Candour.HONEST);
        assertThat(attempt(payout).reason()).isEqualTo("ACCEPTED");

        ask(Candour.FORGETS);
        ask(Candour.FORGETS);

        assertThat(attempt(payout).state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(stage.facts(payout)).as("one unknown result").containsExactly("PAYOUT_UNKNOWN");

        Booked order = engine.book().of(payout).getFirst();
        engine.book().become(order, Standing.PAID);
        ask(Candour.HONEST);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
    }

    /** The database was away until the lease had ended. */
    @Test
    void acceptanceIsRecordedAfterTheLeaseEnded() {
        UUID payout = abandoned();
        assertThat(report(payout, new Finding.Unclear("LEASE_ENDED"))).isInstanceOf(Reported.Written.class);
        String next = nextInquiry(payout);

        assertThat(report(payout, new Finding.Accepted(Optional.of("theirs"))))
                .isEqualTo(new Reported.Written(AttemptState.UNKNOWN, PayoutState.IN_FLIGHT));

        assertThat(attempt(payout).reason()).isEqualTo("ACCEPTED");
        assertThat(reference(payout)).isEqualTo("theirs");
        assertThat(nextInquiry(payout)).as("the schedule goes on").isEqualTo(next);
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_UNKNOWN");
        assertThat(report(payout, new Finding.Accepted(Optional.empty()))).isEqualTo(new Reported.AlreadyKnown());
    }

    /** The answer "never seen" is older than the acceptance, but it is recorded later. */
    @Test
    void neverSeenIsNoNewsAboutAnAcceptedOrder() {
        UUID payout = abandoned();
        report(payout, new Finding.Unclear("LEASE_ENDED"));
        report(payout, new Finding.Accepted(Optional.empty()));

        assertThat(report(payout, new Finding.NotPaid("NEVER_SEEN", Finding.Proof.NEVER_SEEN)))
                .isEqualTo(new Reported.AlreadyKnown());

        assertThat(attempt(payout).state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(report(payout, new Finding.NotPaid("SAID_NO", Finding.Proof.SAID_FAILED)))
                .isEqualTo(new Reported.Written(AttemptState.FAILED, PayoutState.PENDING));
    }

    /** In a rolling update, the process that finds an abandoned attempt may lack its provider's settings. */
    @Test
    void processWithoutTheProviderPlansTheNextInquiry() throws Exception {
        engine.provider("MODELA").behave(Behaviour.SENDER_DIES_AFTER);
        UUID payout = stage.order(stage.customer(), ModelEngine.WALLET, 1_000);
        dispatch();
        PayoutsWorld.CLOCK.advance(Duration.ofMinutes(1));

        assertThat(context.getBean(Inquiry.class).recoverAbandoned()).isEqualTo(1);
        assertThat(attempt(payout).reason()).isEqualTo("LEASE_ENDED");
        ask(Candour.HONEST);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
    }

    private UUID sentWithoutResponse() throws InterruptedException {
        engine.provider("MODELA").behave(Behaviour.TAKES_ITS_TIME);
        UUID payout = stage.order(stage.customer(), ModelEngine.WALLET, 1_000);
        dispatch();
        return payout;
    }

    private void dispatch() throws InterruptedException {
        engine.get(Dispatch.class).run();
        assertThat(engine.get(Dispatch.class).awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private UUID abandoned() {
        UUID payout = stage.order(stage.customer(), ModelEngine.WALLET, 1_000);
        stage.abandonWhileSending(payout, "MODELA", PayoutsWorld.CLOCK.instant());
        return payout;
    }

    private void ask(Candour candour) {
        engine.provider("MODELA").answer(candour);
        PayoutsWorld.CLOCK.advance(AFTER_ALL_WINDOWS);
        assertThat(engine.get(Inquiry.class).run()).isEqualTo(1);
    }

    private Reported report(UUID payout, Finding finding) {
        return engine.get(Outcomes.class).report(new Report(attempt(payout).id(), payout, finding));
    }

    private AttemptRow attempt(UUID payout) {
        return stage.attempts(payout).getFirst();
    }

    private String reference(UUID payout) {
        return ofAttempt("provider_reference", payout);
    }

    private String nextInquiry(UUID payout) {
        return ofAttempt("next_inquiry_at::text", payout);
    }

    private String ofAttempt(String column, UUID payout) {
        return jdbc.sql("select " + column + " from payouts.attempt where payout = ?")
                .param(payout)
                .query(String.class)
                .single();
    }
}
