package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.billables.BillablesOfDays;
import id.kezbek.billing.billables.BillablesOfLines;
import id.kezbek.billing.billables.SumBillableDays;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.ledger.days.SumDays;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The amounts of an invoice from the sums of days equal the amounts from the ledger lines, even if a line comes late.
 */
@EngineTest
class BillablesOfDaysTest extends InvoicedPartners {

    private static final int DAYS = 3;

    private final JdbcClient jdbc;
    private final BillablesOfDays ofDays;
    private final BillablesOfLines ofLines;
    private final SumBillableDays sumBillableDays;
    private Partner partner;
    private LocalDate first;

    BillablesOfDaysTest(
            EngineUnderTest engine,
            TestPartners partners,
            JdbcClient jdbc,
            BillablesOfDays ofDays,
            BillablesOfLines ofLines,
            SumBillableDays sumBillableDays) {
        super(engine, partners);
        this.jdbc = jdbc;
        this.ofDays = ofDays;
        this.ofLines = ofLines;
        this.sumBillableDays = sumBillableDays;
    }

    @Test
    void sumsOfDaysEqualTheLinesAlsoAfterALateLine() {
        partner = world.partner(partners.prepaid(Money.rupiah(1_000_000)));
        first = Jakarta.dayOf(engine.clock().instant()).plusDays(1);
        for (int day = 0; day < DAYS; day++) {
            engine.clock().turnTo(first.plusDays(day));
            engine.clock().advance(Duration.ofHours(5));
            for (int i = 0; i <= day; i++) {
                world.purchase(partner.id(), 1_000_000);
            }
            engine.awaitPaid(partner.id());
        }
        // What the test sums is rolled back, because other tests write lines of earlier days.
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            status.setRollbackOnly();
            assertThat(ofLines.cashback(partner.code(), at(0, 0), at(DAYS, 0)).purchases())
                    .isEqualTo(6);
            assertEqual();
            jdbc.sql("insert into ledger.summed_day (day) values (?)")
                    .param(first.minusDays(1))
                    .update();
            assertThat(engine.get(SumDays.class).run())
                    .as("the last day has not ended")
                    .isEqualTo(DAYS - 1);
            assertThat(sumBillableDays.run()).isPositive();
            assertThat(sumsWith(0)).isEqualTo(DAYS - 1);
            assertEqual();

            post(at(0, 3), 5_000);
            assertEqual();
            post(at(1, 3), -7_000);
            post(at(1, 4), 1_000);
            assertEqual();
            sumBillableDays.run();
            assertThat(sumsWith(1)).as("the first day got one late line").isEqualTo(1);
            assertThat(sumsWith(2)).as("the second day got two").isEqualTo(1);
            assertEqual();

            jdbc.sql("""
                            insert into billing.cashback_day (day, corrections, partner, purchases, amount)
                            values (?, 1, ?, 0, 11)""").params(first, partner.code()).update();
            assertThat(ofDays.cashback(partner.code(), at(0, 0), at(1, 0)).amount())
                    .as("a whole day is read from its sums")
                    .isEqualTo(ofLines.cashback(partner.code(), at(0, 0), at(1, 0))
                            .amount()
                            .plus(Money.rupiah(11)));
        });
    }

    private void assertEqual() {
        for (int from = -6; from < 24 * DAYS; from += 6) {
            for (int until = from + 6; until <= 24 * (DAYS + 1); until += 6) {
                Instant begin = at(0, from);
                Instant end = at(0, until);
                assertThat(ofDays.cashback(partner.code(), begin, end))
                        .as("%s to %s", begin, end)
                        .isEqualTo(ofLines.cashback(partner.code(), begin, end));
                assertThat(ofDays.payouts(begin, end))
                        .as("%s to %s", begin, end)
                        .isEqualTo(ofLines.payouts(begin, end));
            }
        }
    }

    private long sumsWith(int corrections) {
        return jdbc.sql("select count(*) from billing.summed_day where day >= ? and corrections = ?")
                .params(first, corrections)
                .query(Long.class)
                .single();
    }

    private Instant at(int day, int hour) {
        return Jakarta.startOf(first.plusDays(day)).plus(Duration.ofHours(hour));
    }

    /** A movement that belongs to no purchase. */
    private void post(Instant at, long rupiah) {
        Account funding = Account.ofPartner(AccountKind.FUNDING, partner.code());
        Account payable = Account.own(AccountKind.CUSTOMER_PAYABLE);
        Ids ids = engine.get(Ids.class);
        Pipeline pipeline = new Pipeline();
        engine.get(Ledger.class)
                .post(
                        pipeline,
                        List.of(new Movement(
                                ids.next(),
                                MovementKind.REFUND,
                                ids.next(),
                                rupiah > 0 ? funding : payable,
                                rupiah > 0 ? payable : funding,
                                Money.rupiah(Math.abs(rupiah)),
                                at)));
        pipeline.run(engine.get(JdbcTemplate.class));
    }
}
