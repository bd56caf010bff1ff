package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The set-up of tests with Xendit's sandbox, which accepts orders and ends them after a minute. */
abstract class XenditStage {

    static final Duration END = Duration.ofMinutes(1);

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

    final XenditSandbox xendit = PayoutsWorld.xendit();

    @BeforeEach
    void endLater() {
        xendit.endAfter(END);
    }

    @AfterEach
    void clear() {
        xendit.behave();
        stage.clear();
        clock.advance(Duration.ofMinutes(11));
    }

    UUID sent(Msisdn customer) throws InterruptedException {
        UUID payout = stage.order(customer, "DANA", 3_000);
        send();
        return payout;
    }

    void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(30))).isTrue();
    }
}
