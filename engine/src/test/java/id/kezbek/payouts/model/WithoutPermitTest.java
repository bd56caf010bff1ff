package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.model.ModelProvider.Behaviour;
import id.kezbek.payouts.records.PayoutsTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Orders that were not sent because no permit for a call was free. In these engines, eight attempts are the most. */
@PayoutsTest
class WithoutPermitTest extends ModelStage {

    @Test
    void doNotCountAsAttemptsOfThePayout() throws Exception {
        UUID payout = stage.order(stage.customer(), ModelEngine.WALLET, 1_000);

        attempt(10, Behaviour.HAS_NO_PERMIT);
        assertThat(stage.attempts(payout)).hasSize(10);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);

        attempt(7, Behaviour.IS_NOT_REACHED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        attempt(1, Behaviour.IS_NOT_REACHED);
        assertThat(stage.state(payout)).as("eight others").isEqualTo(PayoutState.ATTENTION);
    }

    /** Otherwise a payout could wait for a permit for ever. */
    @Test
    void countAgainAfterThreeHundred() throws Exception {
        UUID payout = stage.order(stage.customer(), ModelEngine.WALLET, 1_000);
        attemptsWithoutPermit(payout, 306);

        attempt(1, Behaviour.HAS_NO_PERMIT);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        attempt(1, Behaviour.HAS_NO_PERMIT);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.ATTENTION);
        assertThat(stage.reason(payout)).isEqualTo("RATE_LIMITED");
    }

    private void attempt(int times, Behaviour behaviour) throws InterruptedException {
        engine.providers().forEach(provider -> provider.behave(behaviour));
        for (int n = 0; n < times; n++) {
            engine.get(Dispatch.class).run();
            assertThat(engine.get(Dispatch.class).awaitIdle(Duration.ofSeconds(20)))
                    .isTrue();
            PayoutsWorld.CLOCK.advance(Duration.ofMinutes(5));
        }
    }

    private void attemptsWithoutPermit(UUID payout, int count) {
        jdbc.sql("""
                insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, state, reason, reached,
                  lease_until, quotes, started_at, ended_at)
                select gen_random_uuid(), id, n, 'MODELA', partner, msisdn, wallet, amount, 100, 'FAILED', 'RATE_LIMITED', false,
                  created_at, '[]', created_at, created_at
                from payouts.payout cross join generate_series(1, ?) as n where id = ?""").params(count, payout).update();
        jdbc.sql("update payouts.payout set attempts = ? where id = ?")
                .params(count, payout)
                .update();
    }
}
