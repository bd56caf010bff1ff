package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.callback.Callback.Status;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A provider calls back about its orders; {@link #kept} is what the engine stored. */
abstract class CallbackScene {

    @Autowired
    ReceiveCallback receiveCallback;

    @Autowired
    Inquiry inquiry;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    final CallbackVerdict tell(String provider, UUID attempt, Status status, long rupiah) {
        return receiveCallback.receive(provider, callback(attempt, status, rupiah), body(attempt, status, rupiah));
    }

    final Callback callback(UUID attempt, Status status, long rupiah) {
        return new Callback(Ids.text(attempt), status, Money.rupiah(rupiah), clock.instant());
    }

    /** The signed bytes. Only their digest matters here, so they need not have the provider's format. */
    static byte[] body(UUID attempt, Status status, long rupiah) {
        return (Ids.text(attempt) + status + rupiah).getBytes(StandardCharsets.UTF_8);
    }

    /** An order that the provider has paid; its response was lost. */
    final UUID lostAnswer() throws InterruptedException {
        stage.faults("MTRANS", "{\"error_after\": 1.0}");
        UUID payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        stage.noFaults();
        assertThat(stage.attempts(payout).getFirst().state()).isEqualTo(AttemptState.UNKNOWN);
        return payout;
    }

    final List<String> kept(UUID attempt) {
        return jdbc.sql("""
                        select concat_ws(' ', status, verdict, times) from payouts.callback
                        where external_id = ? and verdict <> 'UNKNOWN_REFERENCE' order by id""").param(Ids.text(attempt)).query(String.class).list();
    }

    final void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
