package id.kezbek.ledger.days;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.ChartOfAccounts;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A balance from the daily sums equals the sum of all lines, even if a line comes late. Each test runs in a
 * transaction that is rolled back.
 */
@EngineTest
class SumDaysTest {

    private static final LocalDate DAY = LocalDate.of(2001, 5, 3);
    private static final Account DEBIT = Account.ofPartner(AccountKind.RECEIVABLE, "SUMDAYS");
    private static final Account CREDIT = Account.ofPartner(AccountKind.FUNDING, "SUMDAYS");

    private final EngineUnderTest engine;
    private final Balances balances;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    SumDaysTest(EngineUnderTest engine, Balances balances, JdbcClient jdbc, TransactionTemplate transactions) {
        this.engine = engine;
        this.balances = balances;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Test
    void balancesAreThoseOfTheLinesBeforeAndAfterTheDaysAreSummed() {
        engine.get(Ledger.class).open(DEBIT, CREDIT);
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            post(DAY.minusDays(1), 0, 1);
            post(DAY, 0, 5);
            post(DAY, 86_399, 7);
            post(DAY.plusDays(1), 43_200, 11);
            post(DAY.plusDays(3), 1, 13);
            assertBalances();
            begin(DAY.minusDays(2));

            assertThat(sumAt(DAY.plusDays(4), Duration.ofMinutes(59))).isEqualTo(4);
            assertThat(summed()).isEqualTo(DAY.plusDays(2));
            assertBalances();
            assertThat(sumAt(DAY.plusDays(4), Duration.ofHours(1))).isEqualTo(1);
            assertThat(sumAt(DAY.plusDays(4), Duration.ofHours(1))).isZero();
            assertBalances();
            assertThat(days()).as("a day without lines has no row").isEqualTo(8);

            post(DAY.plusDays(1), 3, 17);
            post(DAY.plusDays(2), 3, 19);
            post(DAY.plusDays(5), 3, 23);
            assertBalances();
            assertThat(days()).as("the late lines' days have").isEqualTo(10);
            assertThat(sumAt(DAY.plusDays(9), Duration.ofHours(2))).isEqualTo(5);
            assertBalances();
        });
    }

    /** Earlier lines of other accounts are not summed here, so only the test's own accounts are checked. */
    private void begin(LocalDate summed) {
        jdbc.sql("insert into ledger.summed_day (day) values (?)").param(summed).update();
    }

    private int sumAt(LocalDate day, Duration after) {
        Instant at = Jakarta.startOf(day).plus(after);
        return new SumDays(jdbc, transactions, Clock.fixed(at, Jakarta.ZONE)).run();
    }

    private LocalDate summed() {
        return jdbc.sql("select day from ledger.summed_day")
                .query(LocalDate.class)
                .single();
    }

    private long days() {
        return jdbc.sql("""
                        select count(*) from ledger.day_balance d join ledger.account a on a.id = d.account
                        where a.owner = 'SUMDAYS'""").query(Long.class).single();
    }

    private void assertBalances() {
        for (int hour = -30; hour < 24 * 11; hour++) {
            for (int second : new int[] {0, 1, 3}) {
                Instant at = Jakarta.startOf(DAY).plus(Duration.ofHours(hour)).plusSeconds(second);
                var read = balances.ofKinds(List.of(AccountKind.FUNDING, AccountKind.RECEIVABLE), at);
                for (Account account : List.of(DEBIT, CREDIT)) {
                    assertThat(read.getOrDefault(account, Money.ZERO))
                            .as("%s at %s", account, at)
                            .isEqualTo(balances.at(account, at));
                }
            }
        }
        Money now = balances.now(DEBIT);
        assertThat(balances.ofKinds(List.of(AccountKind.RECEIVABLE), null).get(DEBIT))
                .isEqualTo(now);
        assertThat(balances.trialBalance()).contains(new Balances.Balance(DEBIT, now));
        ChartOfAccounts chart = engine.get(ChartOfAccounts.class);
        assertThat(chart.find(chart.number(DEBIT).orElseThrow()).orElseThrow().balance())
                .isEqualTo(now);
    }

    private void post(LocalDate day, long second, long rupiah) {
        Ids ids = engine.get(Ids.class);
        Pipeline pipeline = new Pipeline();
        engine.get(Ledger.class)
                .post(
                        pipeline,
                        List.of(new Movement(
                                ids.next(),
                                MovementKind.ACCEPT,
                                ids.next(),
                                DEBIT,
                                CREDIT,
                                Money.rupiah(rupiah),
                                Jakarta.startOf(day).plusSeconds(second))));
        pipeline.run(engine.get(JdbcTemplate.class));
    }
}
