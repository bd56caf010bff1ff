package id.kezbek.payouts.floats;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.OpenPayouts;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Money;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Xendit says of our money, compared with our books. */
@PayoutsTest
class CompareBalancesTest {

    private static final Duration END = Duration.ofMinutes(1);
    private static final long COST = 3_000 + 2_775;

    @Autowired
    CompareBalances compareBalances;

    @Autowired
    RecordFloatTopUp recordFloatTopUp;

    @Autowired
    ProviderBoard board;

    @Autowired
    OpenPayouts openPayouts;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final XenditSandbox xendit = PayoutsWorld.xendit();

    /** Our books as they are, whatever other tests have left there. */
    @BeforeEach
    void agree() {
        jdbc.sql("""
                        update payouts.attempt set state = 'FAILED', ended_at = started_at
                        where provider = 'XENDIT' and state in ('SENDING', 'UNKNOWN')""").update();
        xendit.endAfter(END);
        recordFloatTopUp.record("XENDIT", Money.rupiah(1_000_000), "BCA " + UUID.randomUUID(), "test");
        compareBalances.run();
        xendit.balance(told().books().hundredths() / 100);
        compareBalances.run();
    }

    @AfterEach
    void clear() {
        xendit.behave();
        stage.clear();
        clock.advance(Duration.ofMinutes(11));
    }

    @Test
    void anOpenAttemptExplainsADifferenceOfItsCost() throws Exception {
        assertThat(told().difference()).isEqualTo(Money.ZERO);
        UUID payout = stage.order(stage.customer(), "DANA", 3_000);
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(30))).isTrue();

        assertThat(compareBalances.run()).isPositive();
        assertThat(told().open()).isEqualTo(Money.rupiah(COST));
        assertThat(told().difference()).as("not paid yet").isEqualTo(Money.ZERO);

        clock.advance(END);
        xendit.turned();
        compareBalances.run();
        assertThat(told().amount()).isEqualTo(told().books().minus(Money.rupiah(COST)));
        assertThat(told().difference()).as("paid, and not asked about yet").isEqualTo(Money.ZERO);

        inquiry.run();
        compareBalances.run();
        assertThat(told().open()).isEqualTo(Money.ZERO);
        assertThat(told().difference()).isEqualTo(Money.ZERO);
        assertThat(stage.attempts(payout)).hasSize(1);
    }

    @Test
    void aDifferenceThatOpenAttemptsDoNotExplainRaisesAnAlertWhenItLasts() {
        long books = told().books().hundredths() / 100;
        xendit.balance(books - 500);
        compareBalances.run();

        assertThat(told().difference()).isEqualTo(Money.rupiah(-500));
        assertThat(told().differsSince()).isEqualTo(told().askedAt());
        assertThat(told().lasts()).isFalse();

        clock.advance(Duration.ofMinutes(31));
        compareBalances.run();
        assertThat(told().lasts()).isTrue();

        xendit.balance(books + 7);
        compareBalances.run();
        assertThat(told().difference()).isEqualTo(Money.rupiah(7));
        assertThat(told().lasts()).as("the same difference, until it is gone").isTrue();

        xendit.balance(books);
        compareBalances.run();
        assertThat(told().differsSince()).isNull();
        assertThat(told().lasts()).isFalse();
    }

    @Test
    void aProviderThatDoesNotAnswerKeepsItsLastBalance() {
        Money before = told().amount();
        xendit.rateLimit(0);
        compareBalances.run();

        assertThat(told().problem()).isEqualTo("HTTP_429");
        assertThat(told().amount()).isEqualTo(before);

        clock.advance(Duration.ofMinutes(2));
        xendit.rateLimit(600);
        compareBalances.run();
        assertThat(told().problem()).isNull();
    }

    @Test
    void providersThatDoNotTellTheirBalanceAreLeftOut() {
        assertThat(board.require("XENIT").told()).isNull();
    }

    /** An accepted order is no unknown result until its provider takes longer than usual. */
    @Test
    void anAcceptedOrderCountsAsUnknownOnlyAfterTheProvidersOwnTime() throws Exception {
        xendit.endAfter(Duration.ofDays(1));
        Duration before = openPayouts.ageOfOldestUnknown();
        stage.order(stage.customer(), "DANA", 3_000);
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(30))).isTrue();
        clock.advance(Duration.ofMinutes(30));

        assertThat(board.require("XENDIT").unknown()).isEqualTo(1);
        assertThat(board.require("XENDIT").oldestUnknownAge()).isEqualTo(Duration.ZERO);
        assertThat(openPayouts.ageOfOldestUnknown()).isLessThanOrEqualTo(before.plus(Duration.ofMinutes(31)));

        clock.advance(Duration.ofMinutes(31));
        assertThat(board.require("XENDIT").oldestUnknownAge()).isGreaterThan(Duration.ofMinutes(60));
        assertThat(openPayouts.ageOfOldestUnknown()).isGreaterThan(Duration.ofMinutes(60));
    }

    private ProviderBoard.Told told() {
        return Objects.requireNonNull(board.require("XENDIT").told());
    }
}
