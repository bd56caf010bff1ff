package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.retention.ForgetPeriods;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Budgets and customer caps with many callers on two processes: never exceeded, and used up completely. */
class LimitedRulesTest {

    private static final int CALLERS = 64;
    private static final int LIST = 5;
    private static final long CASHBACK = 1_000;
    private static final AtomicInteger REFERENCE = new AtomicInteger();
    private static final Money PLENTY = Money.rupiah(1_000_000_000);
    /** A Monday that is not the first day of its month. */
    private static final LocalDate DAY = LocalDate.of(2031, 3, 10);

    @BeforeEach
    void beginAtNoon() {
        TwoProcesses.CLOCK.turnTo(DAY);
    }

    @Test
    void sixtyFourCallersSpendABudgetToTheLastRupiahAndNotOneMore() throws Exception {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        long budget = 150 * CASHBACK + 500;
        add(partner, 1, new RuleLimits(null, Money.rupiah(budget)));

        List<Accepted> accepted =
                acceptedOfAll(caller -> tell(caller, caller * LIST, LIST, n -> purchase(partner, "N" + n, n)));

        assertThat(accepted).hasSize(CALLERS * LIST);
        assertThat(accepted).filteredOn(one -> cashback(one) == CASHBACK).hasSize(150);
        assertThat(accepted).filteredOn(one -> cashback(one) == 500).hasSize(1);
        assertThat(accepted).filteredOn(one -> cashback(one) == 0).hasSize(CALLERS * LIST - 151);
        assertThat(accepted)
                .filteredOn(one -> cashback(one) == 0)
                .allSatisfy(one -> assertThat(one.decision().trims())
                        .containsExactly(new RuleBook.Trim(RuleBook.Limit.BUDGET, Money.ZERO)));
        assertThat(spent(partner)).isEqualByComparingTo(BigDecimal.valueOf(budget));
        assertThat(granted(partner)).isEqualByComparingTo(BigDecimal.valueOf(budget));
    }

    @Test
    void concurrentPurchasesReachButNotExceedCap() throws Exception {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        int customers = 4;
        add(partner, 1, perCustomer(2_500, Period.DAY));

        List<Accepted> accepted = acceptedOfAll(
                caller -> tell(caller, caller * LIST, LIST, n -> purchase(partner, "N" + n, n % customers)));

        assertThat(accepted).hasSize(CALLERS * LIST);
        for (int customer = 0; customer < customers; customer++) {
            assertThat(granted(partner, customer)).isEqualByComparingTo("2500");
            assertThat(purchases(partner, customer))
                    .as("what is trimmed to nothing counts for the tier all the same")
                    .isEqualTo(CALLERS * LIST / customers);
        }
        assertThat(rows("rule_customer", partner)).isEqualTo(customers);
        assertThat(rows("rule_budget", partner)).isZero();
    }

    @Test
    void appliesBothLimitsInOrderAndExplainsThem() {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        add(partner, 1, new RuleLimits(new RuleLimits.CustomerCap(Money.rupiah(800), Period.WEEK), Money.rupiah(900)));

        assertThat(accept(partner, 0).decision().trims())
                .containsExactly(new RuleBook.Trim(RuleBook.Limit.CUSTOMER_CAP, Money.rupiah(800)));
        Accepted last = accept(partner, 1);
        assertThat(last.decision().trims())
                .containsExactly(
                        new RuleBook.Trim(RuleBook.Limit.CUSTOMER_CAP, Money.rupiah(800)),
                        new RuleBook.Trim(RuleBook.Limit.BUDGET, Money.rupiah(100)));
        assertThat(last.decision().uncapped()).isEqualTo(Money.rupiah(CASHBACK));
        assertThat(cashback(last)).isEqualTo(100);
        Accepted none = accept(partner, 2);
        assertThat(none.payout()).isNull();
        assertThat(none.after().recurring()).isEqualTo(1);
    }

    @Test
    void periodBeginsAtMidnightInJakarta() {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        add(partner, 1, perCustomer(1_000, Period.DAY));
        TwoProcesses.CLOCK.advance(Duration.ofHours(11).plusMinutes(55));
        assertThat(cashback(accept(partner, 0))).isEqualTo(1_000);
        assertThat(cashback(accept(partner, 0))).isZero();

        TwoProcesses.CLOCK.advance(Duration.ofMinutes(10));
        assertThat(cashback(accept(partner, 0))).isEqualTo(1_000);
        assertThat(cashback(accept(partner, 0))).isZero();
    }

    @Test
    void weekAndMonthIncludeLastDay() {
        PartnerId weekly = TwoProcesses.partners().prepaid(PLENTY);
        PartnerId monthly = TwoProcesses.partners().prepaid(PLENTY);
        add(weekly, 1, perCustomer(1_000, Period.WEEK));
        add(monthly, 1, perCustomer(1_000, Period.MONTH));
        accept(weekly, 0);
        accept(monthly, 0);

        TwoProcesses.CLOCK.turnTo(DAY.plusDays(6));
        assertThat(cashback(accept(weekly, 0))).isZero();
        TwoProcesses.CLOCK.turnTo(DAY.plusDays(7));
        assertThat(cashback(accept(weekly, 0))).isEqualTo(1_000);
        TwoProcesses.CLOCK.turnTo(LocalDate.of(2031, 3, 31));
        assertThat(cashback(accept(monthly, 0))).isZero();
        TwoProcesses.CLOCK.turnTo(LocalDate.of(2031, 4, 1));
        assertThat(cashback(accept(monthly, 0))).isEqualTo(1_000);
    }

    @Test
    void countsEarlierVersionsAgainstNewBudget() {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        add(partner, 1, new RuleLimits(null, Money.rupiah(1_500)));
        accept(partner, 0);
        accept(partner, 1);
        assertThat(cashback(accept(partner, 2))).isZero();

        add(partner, 2, new RuleLimits(null, Money.rupiah(2_200)));
        assertThat(cashback(accept(partner, 3))).isEqualTo(700);
        add(partner, 3, new RuleLimits(null, Money.rupiah(100)));
        assertThat(cashback(accept(partner, 4))).isZero();
        add(partner, 4, RuleLimits.NONE);
        assertThat(cashback(accept(partner, 5))).isEqualTo(CASHBACK);
        assertThat(spent(partner)).isEqualByComparingTo("2200");
    }

    @Test
    void refusedPurchaseUsesNoLimit() {
        PartnerId partner = TwoProcesses.partners().prepaid(Money.rupiah(1_200));
        add(
                partner,
                1,
                new RuleLimits(new RuleLimits.CustomerCap(Money.rupiah(5_000), Period.DAY), Money.rupiah(5_000)));
        accept(partner, 0);

        Acceptance refused = TwoProcesses.get(1, Purchases.class)
                .accept(List.of(purchase(partner, "SHORT", 0)))
                .getFirst();

        assertThat(((Refused) refused).refusal().code()).isEqualTo(ErrorCode.FUNDING_SHORT);
        assertThat(spent(partner)).isEqualByComparingTo("1000");
        assertThat(TwoProcesses.get(0, JdbcClient.class)
                        .sql("select spent from cashback.rule_customer where rule = ?")
                        .param(rule(partner))
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("1000");
    }

    @Test
    void repeatUsesNoLimitAndListCountsItsOwnItems() {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        add(partner, 1, new RuleLimits(null, Money.rupiah(2_300)));
        List<Purchase> list = List.of(
                purchase(partner, "A", 0),
                purchase(partner, "B", 1),
                purchase(partner, "A", 0),
                purchase(partner, "C", 2),
                purchase(partner, "D", 3));

        List<Acceptance> first = TwoProcesses.get(0, Purchases.class).accept(list);
        List<Acceptance> again = TwoProcesses.get(1, Purchases.class).accept(list);

        assertThat(first.stream().filter(Accepted.class::isInstance).map(one -> cashback((Accepted) one)))
                .containsExactly(1_000L, 1_000L, 300L, 0L);
        assertThat(again).allMatch(Acceptance.Repeated.class::isInstance);
        assertThat(spent(partner)).isEqualByComparingTo("2300");
    }

    @Test
    void periodsThatEndedLongAgoAreForgottenAndTheOthersKept() {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        add(partner, 1, perCustomer(1_000, Period.DAY));
        accept(partner, 0);
        TwoProcesses.CLOCK.turnTo(DAY.plusDays(30));
        accept(partner, 0);
        TwoProcesses.CLOCK.turnTo(DAY.plusDays(124));
        ForgetPeriods forgetPeriods = TwoProcesses.get(0, ForgetPeriods.class);
        forgetPeriods.forget();
        assertThat(rows("rule_customer", partner)).isEqualTo(2);

        TwoProcesses.CLOCK.turnTo(DAY.plusDays(125));
        assertThat(forgetPeriods.forget()).isPositive();
        assertThat(rows("rule_customer", partner)).isEqualTo(1);
        assertThat(forgetPeriods.forget()).isZero();
    }

    private interface CallerTask {
        List<Acceptance> run(int caller) throws Exception;
    }

    private interface Numbered {
        Purchase purchase(int number);
    }

    private static List<Acceptance> tell(int caller, int from, int count, Numbered numbered) {
        List<Purchase> purchases =
                IntStream.range(from, from + count).mapToObj(numbered::purchase).toList();
        int process = caller / 2 % 2;
        if (caller % 2 == 1) {
            return TwoProcesses.get(process, Purchases.class).accept(caller, purchases);
        }
        AcceptPurchase single = TwoProcesses.get(process, AcceptPurchase.class);
        return purchases.stream().map(single::accept).toList();
    }

    private static List<Accepted> acceptedOfAll(CallerTask task) throws Exception {
        List<Callable<List<Acceptance>>> tasks = IntStream.range(0, CALLERS)
                .<Callable<List<Acceptance>>>mapToObj(caller -> () -> task.run(caller))
                .toList();
        List<Acceptance> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Acceptance>> one : threads.invokeAll(tasks)) {
                outcomes.addAll(one.get());
            }
        }
        assertThat(outcomes).allMatch(Accepted.class::isInstance);
        return outcomes.stream().map(Accepted.class::cast).toList();
    }

    private static Accepted accept(PartnerId partner, int customer) {
        Purchase purchase = purchase(partner, "R" + REFERENCE.incrementAndGet(), customer);
        return (Accepted) TwoProcesses.get(customer, Purchases.class)
                .accept(List.of(purchase))
                .getFirst();
    }

    private static Purchase purchase(PartnerId partner, String reference, int customer) {
        return new Purchase(partner, reference, msisdn(partner, customer), null, "LSAJA", 1, Money.rupiah(100_000));
    }

    private static Msisdn msisdn(PartnerId partner, int customer) {
        return new Msisdn("62874%05d%03d".formatted(partner.value(), customer));
    }

    private static long rule(PartnerId partner) {
        return 30_000 + partner.value();
    }

    private static RuleLimits perCustomer(long most, Period period) {
        return new RuleLimits(new RuleLimits.CustomerCap(Money.rupiah(most), period), null);
    }

    private static void add(PartnerId partner, int version, RuleLimits limits) {
        Rule rule = new Rule(
                rule(partner),
                version,
                partner,
                null,
                1,
                null,
                Money.rupiah(50_000),
                null,
                BigDecimal.ONE,
                null,
                Instant.EPOCH,
                null,
                limits);
        TwoProcesses.get(version, TransactionTemplate.class)
                .executeWithoutResult(
                        status -> TwoProcesses.get(version, Rules.class).add(rule));
    }

    private static long cashback(Accepted accepted) {
        return accepted.decision().cashback().hundredths() / 100;
    }

    private static BigDecimal spent(PartnerId partner) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select spent from cashback.rule_budget where rule = ?")
                .param(rule(partner))
                .query(BigDecimal.class)
                .single();
    }

    private static BigDecimal granted(PartnerId partner) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select sum(cashback) from cashback.purchase where partner = ?")
                .param(partner.value())
                .query(BigDecimal.class)
                .single();
    }

    private static BigDecimal granted(PartnerId partner, int customer) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select sum(cashback) from cashback.purchase where partner = ? and msisdn = ?")
                .params(partner.value(), msisdn(partner, customer).digits())
                .query(BigDecimal.class)
                .single();
    }

    /** The count in the customer's row. */
    private static int purchases(PartnerId partner, int customer) {
        assertThat(TwoProcesses.get(0, Members.class).find(new MemberKey(partner, msisdn(partner, customer))))
                .isPresent();
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select count(*) from cashback.purchase where partner = ? and msisdn = ?")
                .params(partner.value(), msisdn(partner, customer).digits())
                .query(Integer.class)
                .single();
    }

    private static long rows(String table, PartnerId partner) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select count(*) from cashback." + table + " where rule = ?")
                .param(rule(partner))
                .query(Long.class)
                .single();
    }
}
