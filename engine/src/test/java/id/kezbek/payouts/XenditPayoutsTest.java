package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Payouts through a provider that accepts orders and ends them later. */
@PayoutsTest
class XenditPayoutsTest extends XenditStage {

    @Autowired
    ProviderBoard board;

    @Test
    void anAcceptedOrderStaysOneOpenAttemptUntilItsEnd() throws Exception {
        UUID payout = sent(stage.customer());

        assertThat(stage.attempts(payout)).singleElement().satisfies(attempt -> {
            assertThat(attempt.state()).isEqualTo(AttemptState.UNKNOWN);
            assertThat(attempt.reason()).isEqualTo("ACCEPTED");
        });
        assertThat(stage.facts(payout)).as("nothing went wrong").isEmpty();
        clock.advance(Duration.ofSeconds(11));
        assertThat(inquiry.run()).as("the ordinary schedule").isEqualTo(1);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);

        clock.advance(END);
        assertThat(inquiry.run()).isEqualTo(1);
        send();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
        assertThat(stage.attempts(payout)).hasSize(1);
        assertThat(stage.journal(payout))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000", "PROVIDER_FEE: FEES <- FLOAT 2775");
        assertThat(reference(payout)).startsWith("disb-");
    }

    @Test
    void neverSeenProvesNothingAboutAnOrderThatWasAccepted() {
        UUID payout = stage.order(stage.customer(), "DANA", 3_000);
        UUID attempt = stage.abandonWhileSending(payout, "XENDIT", clock.instant());
        outcomes.report(new Report(attempt, payout, new Finding.Accepted(Optional.of("disb-lost"))));

        clock.advance(Duration.ofDays(2));
        assertThat(inquiry.run()).isEqualTo(1);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
    }

    @Test
    void neverSeenIsProofOnlyAfterTheProvidersOwnWindow() {
        UUID payout = stage.order(stage.customer(), "DANA", 3_000);
        UUID attempt = stage.abandonWhileSending(payout, "XENDIT", clock.instant());
        outcomes.report(new Report(attempt, payout, new Finding.Unclear("TIMEOUT")));

        clock.advance(Duration.ofMinutes(14));
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
        clock.advance(Duration.ofMinutes(14));
        assertThat(inquiry.run()).isEqualTo(1);
        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("NEVER_SEEN");
    }

    @Test
    void aShortFloatIsNoRejectionHoldsTheProviderBackAndRaisesTheAlarm() throws Exception {
        xendit.balance(100);
        UUID first = sent(stage.customer());
        clock.advance(END.multipliedBy(2));
        inquiry.run();

        assertThat(stage.attempts(first).getFirst().reason()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(stage.state(first)).isEqualTo(PayoutState.PENDING);
        assertThat(refusals(first)).isZero();
        assertThat(board.require("XENDIT").money().isLow()).isTrue();

        UUID second = sent(stage.customer());
        assertThat(stage.attempts(second)).isEmpty();
        assertThat(stage.reason(second)).isEqualTo("FLOAT_SHORT");
        assertThat(stage.waitingVerdicts(second)).containsExactly("XENDIT FLOAT_SHORT");

        xendit.balance(1_000_000);
        clock.advance(Duration.ofMinutes(11));
        assertThat(board.require("XENDIT").money().isLow()).isFalse();
        send();
        clock.advance(END.multipliedBy(2));
        inquiry.run();
        assertThat(stage.state(first)).isEqualTo(PayoutState.PAID);
        assertThat(stage.state(second)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void aTemporaryFailureIsNoRejectionAndIsTriedAgainAfterItsWait() throws Exception {
        UUID payout = sent(new Msisdn("628118123456"));
        clock.advance(END.multipliedBy(2));
        inquiry.run();

        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("TEMPORARY_TRANSFER_ERROR");
        assertThat(refusals(payout)).isZero();
        clock.advance(Duration.ofSeconds(50));
        send();
        assertThat(stage.attempts(payout)).as("within the wait").hasSize(1);
        clock.advance(Duration.ofSeconds(15));
        send();
        assertThat(stage.attempts(payout)).hasSize(2);
    }

    @Test
    void anInvalidDestinationCountsAsARejection() throws Exception {
        UUID payout = sent(new Msisdn("628118121212"));
        clock.advance(END.multipliedBy(2));
        inquiry.run();

        assertThat(stage.attempts(payout).getFirst().reason()).isEqualTo("INVALID_DESTINATION");
        assertThat(refusals(payout)).isEqualTo(1);
    }

    private int refusals(UUID payout) {
        return jdbc.sql("select refusals from payouts.payout where id = ?")
                .param(payout)
                .query(Integer.class)
                .single();
    }

    private String reference(UUID payout) {
        return jdbc.sql("select provider_reference from payouts.attempt where payout = ?")
                .param(payout)
                .query(String.class)
                .single();
    }
}
