package id.kezbek.payouts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@PayoutsTest
class LoggedOutcomesTest {

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    private final Logger logger = (Logger) LoggerFactory.getLogger("id.kezbek");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void clear() {
        logger.detachAppender(appender);
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void oneLineAnAttemptAndTheNumberNeverInFull() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 12_500);

        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        // Other tests' engines log to the same list; none adds to it while it is read.
        logger.detachAppender(appender);

        assertThat(appender.list)
                .filteredOn(event -> String.valueOf(event.getKeyValuePairs()).contains(Ids.text(payout)))
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs().toString())
                        .contains("MTRANS", "SUCCEEDED", "PAID", customer.masked(), "ms="));
        assertThat(appender.list)
                .noneMatch(
                        event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains(customer.digits()));
    }
}
