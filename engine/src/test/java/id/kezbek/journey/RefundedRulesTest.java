package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.refund.Refund;
import id.kezbek.cashback.refund.RefundPurchase;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.loyalty.Totals;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.payouts.refund.SettleRefunds;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What refunds do to the limits of rules, rewards and tiers. Each purchase earns 10,000, and the second one 500 more. */
class RefundedRulesTest {

    private static final Money PLENTY = Money.rupiah(1_000_000_000);
    private static final Money LIMIT = Money.rupiah(4_000);
    private static final AtomicInteger REFERENCE = new AtomicInteger();

    @BeforeEach
    void open() {
        TwoProcesses.CLOCK.turnTo(TwoProcesses.CLOCK.dayNotYetReached());
        List<Tier> tiers = List.of(
                new Tier("BRONZE", 1, 4, 90, Map.of(2, Money.rupiah(500))),
                new Tier("SILVER", 2, 5, 90, Map.of(3, Money.rupiah(900))));
        inTransaction(() -> TwoProcesses.get(0, Tiers.class).replace(tiers));
    }

    @AfterAll
    static void restoreTiers() {
        TwoProcesses.restoreTiers();
    }

    /** Otherwise the customer pays everything back and is still treated as if they had kept it. */
    @Test
    void customerWhoBearsARefundAboveTheLimitGetsLimitsAndRewardBack() {
        PartnerId partner = partnerThatBears(Optional.of(LIMIT));
        accept(partner);
        Accepted second = accept(partner);
        assertThat(second.reward()).isEqualTo(Money.rupiah(500));
        becomePaid(partner);

        Refund refund = refund(partner, second.id(), null);

        assertThat(state(refund)).isEqualTo(RefundState.OWED);
        assertThat(spent("rule_budget", partner)).isEqualByComparingTo("10000");
        assertThat(spent("rule_customer", partner)).isEqualByComparingTo("10000");
        assertThat(accept(partner).reward()).isEqualTo(Money.rupiah(500));
    }

    @Test
    void customerWhoKeepsTheCashbackGetsNeitherBack() {
        PartnerId partner = partnerThatBears(Optional.empty());
        accept(partner);
        Accepted second = accept(partner);
        becomePaid(partner);

        Refund refund = refund(partner, second.id(), null);

        assertThat(state(refund)).isEqualTo(RefundState.ABSORBED_BY_PARTNER);
        assertThat(spent("rule_budget", partner)).isEqualByComparingTo("20000");
        assertThat(spent("rule_customer", partner)).isEqualByComparingTo("20000");
        assertThat(accept(partner).reward()).isEqualTo(Money.ZERO);
    }

    /** The limit is for all refunds of the purchase together. */
    @Test
    void secondPartAboveTheLimitIsTakenBackAlone() {
        PartnerId partner = partnerThatBears(Optional.of(LIMIT));
        Accepted bought = accept(partner);
        becomePaid(partner);

        assertThat(state(refund(partner, bought.id(), Money.rupiah(30_000))))
                .isEqualTo(RefundState.ABSORBED_BY_PARTNER);
        assertThat(spent("rule_budget", partner)).isEqualByComparingTo("10000");
        assertThat(state(refund(partner, bought.id(), Money.rupiah(20_000)))).isEqualTo(RefundState.OWED);
        assertThat(spent("rule_budget", partner)).isEqualByComparingTo("8000");
    }

    /** The second refund is decided after the first one, so the first one counts although it waits. */
    @Test
    void secondPartAboveTheLimitIsTakenBackAloneAlsoWhileThePayoutIsInFlight() {
        PartnerId partner = partnerThatBears(Optional.of(LIMIT));
        Accepted bought = accept(partner);
        become(partner, "IN_FLIGHT");
        Refund first = refund(partner, bought.id(), Money.rupiah(30_000));
        Refund second = refund(partner, bought.id(), Money.rupiah(20_000));
        assertThat(List.of(state(first), state(second))).containsOnly(RefundState.WAITING);
        assertThat(spent("rule_budget", partner)).isEqualByComparingTo("8000");

        become(partner, "PAID");
        TwoProcesses.get(0, SettleRefunds.class).run();

        assertThat(state(first)).isEqualTo(RefundState.ABSORBED_BY_PARTNER);
        assertThat(state(second)).isEqualTo(RefundState.OWED);
    }

    @Test
    void refundDuringACorrectionOfTheNumberConcernsTheNewNumber() {
        PartnerId partner = partnerThatBears(Optional.of(LIMIT));
        accept(partner);
        Accepted second = accept(partner);
        Msisdn right = new Msisdn("62878" + customer(partner).digits().substring(5));
        List<PersonalRecords> records = TwoProcesses.context(0)
                .getBeanProvider(PersonalRecords.class)
                .orderedStream()
                .toList();
        CustomerOf customer = new CustomerOf(partner, customer(partner));
        CompletableFuture<Refund> refund = new CompletableFuture<>();

        inTransaction(() -> {
            records.getFirst().replace(customer, right);
            refund.completeAsync(() -> refund(partner, second.id(), null), Thread::startVirtualThread);
            Eventually.holds("the refund waits for the customer", RefundedRulesTest::isAnotherWaiting);
            records.stream().skip(1).forEach(record -> record.replace(customer, right));
        });
        refund.join();

        assertThat(TwoProcesses.get(0, Members.class).totals(new MemberKey(partner, right)))
                .contains(Totals.ofOne(Money.rupiah(100_000), Money.rupiah(10_000), Money.ZERO));
        assertThat(TwoProcesses.get(0, Members.class)
                        .find(new MemberKey(partner, right))
                        .orElseThrow()
                        .recurring())
                .isEqualTo(1);
        assertThat(spent("rule_customer", partner)).isEqualByComparingTo("10000");
    }

    private static boolean isAnotherWaiting() {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("""
                        select exists (select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)))""")
                .query(Boolean.class)
                .single();
    }

    private static PartnerId partnerThatBears(Optional<Money> limit) {
        PartnerId partner = TwoProcesses.partners().prepaid(PLENTY);
        Rule rule = new Rule(
                rule(partner),
                1,
                partner,
                null,
                1,
                null,
                Money.rupiah(1),
                null,
                BigDecimal.TEN,
                null,
                Instant.EPOCH,
                null,
                new RuleLimits(new RuleLimits.CustomerCap(Money.rupiah(50_000), Period.MONTH), Money.rupiah(90_000)));
        inTransaction(() -> {
            TwoProcesses.get(0, Rules.class).add(rule);
            TwoProcesses.get(0, ChangePartnerFunding.class)
                    .refunds(partner, new RefundTerms(RefundTerms.Setting.ABSORBED_BY_PARTNER, limit), "two people");
        });
        TwoProcesses.get(0, DataVersions.class).refresh();
        return partner;
    }

    private static Accepted accept(PartnerId partner) {
        Purchase purchase = new Purchase(
                partner, "R" + REFERENCE.incrementAndGet(), customer(partner), null, "LSAJA", 1, Money.rupiah(100_000));
        return (Accepted)
                TwoProcesses.get(0, Purchases.class).accept(List.of(purchase)).getFirst();
    }

    /** These processes pay nothing. */
    private static void becomePaid(PartnerId partner) {
        become(partner, "PAID");
    }

    private static void become(PartnerId partner, String state) {
        TwoProcesses.database()
                .sql("update payouts.payout set state = ?, ended_at = now() where partner = ?")
                .params(state, partner.value())
                .update();
    }

    private static Refund refund(PartnerId partner, UUID purchase, @Nullable Money amount) {
        String code = TwoProcesses.get(0, PartnerDirectory.class)
                .find(partner)
                .orElseThrow()
                .code();
        return TwoProcesses.get(0, RefundPurchase.class)
                .refund(
                        new RefundPurchase.Asked(purchase, "RET" + REFERENCE.incrementAndGet(), amount),
                        new Caller(Role.PARTNER, code, partner))
                .refund();
    }

    private static RefundState state(Refund refund) {
        return TwoProcesses.get(0, RefundedPayouts.class)
                .of(List.of(refund.id()))
                .get(refund.id())
                .state();
    }

    private static BigDecimal spent(String table, PartnerId partner) {
        return TwoProcesses.database()
                .sql("select sum(spent) from cashback." + table + " where rule = ?")
                .param(rule(partner))
                .query(BigDecimal.class)
                .single();
    }

    private static Msisdn customer(PartnerId partner) {
        return new Msisdn("62876%08d".formatted(partner.value()));
    }

    private static long rule(PartnerId partner) {
        return 40_000 + partner.value();
    }

    private static void inTransaction(Runnable work) {
        TwoProcesses.get(0, TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }
}
