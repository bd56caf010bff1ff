package id.kezbek.cashback.rules;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {

    private static final Instant AT = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant ALWAYS = Instant.EPOCH;
    private static final PartnerId LAJADA = new PartnerId(1);
    private static final Money CAP = Money.rupiah(1_000_000);

    /** The rules of the sandbox. */
    private static final List<Rule> TABLE = List.of(
            rule(1, 1, 3, 50_000L, 500_000L, "1"),
            rule(2, 1, 3, 500_000L, 5_000_000L, "1.5"),
            rule(3, 1, 3, 5_000_000L, null, "2"),
            rule(4, 3, null, 50_000L, 500_000L, "2"),
            rule(5, 3, null, 500_000L, 5_000_000L, "2.5"),
            rule(6, 3, null, 5_000_000L, null, "3"));

    @ParameterizedTest(name = "{0} x {1} -> rule {2}, cashback {3}")
    @CsvSource({
        "1,50000,1,500",
        "2,50000,1,500",
        "1,50099.99,1,500",
        "1,50100,1,501",
        "1,499999.99,1,4999",
        "2,499999,1,4999",
        "1,500000,2,7500",
        "2,750000,2,11250",
        "1,4999999.99,2,74999",
        "1,5000000,3,100000",
        "2,49999999,3,999999",
        "2,50000000,3,1000000",
        "2,50000001,3,1000000",
        "1,1000000000000,3,1000000",
        "3,50000,4,1000",
        "3,499999.99,4,9999",
        "3,500000,5,12500",
        "1000000,4999999.99,5,124999",
        "3,5000000,6,150000",
        "3,33333333,6,999999",
        "3,33333334,6,1000000",
        "3,40000000,6,1000000"
    })
    void everyRowAndEdgeOfTheSandboxTable(int quantity, BigDecimal amount, long ruleId, long cashback) {
        var decision = new RuleBook(TABLE).decide(purchase(quantity, amount), AT);

        assertThat(decision).isInstanceOfSatisfying(RuleBook.Granted.class, granted -> {
            assertThat(granted.rule().id()).isEqualTo(ruleId);
            assertThat(granted.cashback()).isEqualTo(Money.rupiah(cashback));
        });
    }

    @ParameterizedTest
    @CsvSource({"1,0.01", "1,49999.99", "3,49999.99", "1000000,1"})
    void belowTheLowestBandThereIsNoCashback(int quantity, BigDecimal amount) {
        assertThat(new RuleBook(TABLE).decide(purchase(quantity, amount), AT)).isInstanceOf(RuleBook.NoCashback.class);
    }

    @Test
    void capTrimsAndTheUncappedAmountIsKept() {
        var granted = (RuleBook.Granted) new RuleBook(TABLE).decide(purchase(3, new BigDecimal("40000000")), AT);

        assertThat(granted.uncapped()).isEqualTo(Money.rupiah(1_200_000));
        assertThat(granted.cashback()).isEqualTo(CAP);
    }

    @Test
    void moreSpecificRuleWinsInAnyOrder() {
        Rule global = rule(1, 1, null, 0L, null, "1");
        Rule narrowAmount = rule(2, 1, null, 0L, 1_000_000L, "2");
        Rule narrowBoth = rule(3, 1, 5, 0L, 1_000_000L, "3");
        Rule forWallet = scoped(4, null, "LSAJA", ALWAYS, null);
        Rule forPartner = scoped(5, LAJADA, null, ALWAYS, null);
        Rule forPartnerAndWallet = scoped(6, LAJADA, "LSAJA", ALWAYS, null);
        List<Rule> byRank = List.of(forPartnerAndWallet, forPartner, forWallet, narrowBoth, narrowAmount, global);

        for (int from = 0; from < byRank.size(); from++) {
            List<Rule> rules = new ArrayList<>(byRank.subList(from, byRank.size()));
            for (int shuffle = 0; shuffle < 20; shuffle++) {
                Collections.shuffle(rules, new Random(shuffle));
                assertThat(winner(rules)).isEqualTo(byRank.get(from).id());
            }
        }
    }

    @Test
    void equallyParticularRulesAreAlwaysDecidedForTheOlder() {
        List<Rule> rules = new ArrayList<>(List.of(rule(8, 1, 3, 0L, null, "1"), rule(7, 1, 3, 0L, null, "2")));

        assertThat(winner(rules)).isEqualTo(7);
        assertThat(winner(rules.reversed())).isEqualTo(7);
    }

    @Test
    void ignoresOtherPartnersAndWallets() {
        assertThat(new RuleBook(List.of(scoped(1, new PartnerId(2), null, ALWAYS, null)))
                        .decide(purchase(1, BigDecimal.TEN), AT))
                .isInstanceOf(RuleBook.NoCashback.class);
        assertThat(new RuleBook(List.of(scoped(1, null, "GPAID", ALWAYS, null)))
                        .decide(purchase(1, BigDecimal.TEN), AT))
                .isInstanceOf(RuleBook.NoCashback.class);
    }

    @Test
    void ruleAppliesFromStartUntilBeforeEnd() {
        RuleBook book = new RuleBook(List.of(scoped(1, null, null, AT, AT.plusSeconds(60))));
        Purchase purchase = purchase(1, BigDecimal.TEN);

        assertThat(book.decide(purchase, AT.minusNanos(1))).isInstanceOf(RuleBook.NoCashback.class);
        assertThat(book.decide(purchase, AT)).isInstanceOf(RuleBook.Granted.class);
        assertThat(book.decide(purchase, AT.plusSeconds(60).minusNanos(1))).isInstanceOf(RuleBook.Granted.class);
        assertThat(book.decide(purchase, AT.plusSeconds(60))).isInstanceOf(RuleBook.NoCashback.class);
    }

    @Test
    void plannedVersionKeepsCurrentOne() {
        Instant change = AT.plusSeconds(60);
        List<Rule> rules = new ArrayList<>(
                List.of(version(1, ALWAYS, null), version(2, AT, null), version(3, change, change.plusSeconds(60))));

        for (List<Rule> inAnyOrder : List.of(rules, rules.reversed())) {
            assertThat(versionAt(inAnyOrder, AT.minusNanos(1))).isEqualTo(1);
            assertThat(versionAt(inAnyOrder, AT)).isEqualTo(2);
            assertThat(versionAt(inAnyOrder, change.minusNanos(1))).isEqualTo(2);
            assertThat(versionAt(inAnyOrder, change)).isEqualTo(3);
        }
    }

    @Test
    void endedRuleDoesNotReturnInOlderVersion() {
        List<Rule> rules = List.of(version(1, ALWAYS, null), version(2, AT, AT.plusSeconds(60)));

        assertThat(new RuleBook(rules).decide(purchase(1, BigDecimal.TEN), AT.plusSeconds(60)))
                .isInstanceOf(RuleBook.NoCashback.class);
    }

    @Test
    void newVersionAppliesEvenIfItCoversLess() {
        Rule nobody =
                new Rule(1, 2, null, null, 5, null, Money.ZERO, null, BigDecimal.ONE, null, AT, null, RuleLimits.NONE);

        assertThat(new RuleBook(List.of(version(1, ALWAYS, null), nobody)).decide(purchase(1, BigDecimal.TEN), AT))
                .isInstanceOf(RuleBook.NoCashback.class);
    }

    @Test
    void fingerprintDependsOnEveryValue() {
        Purchase first = purchase(1, new BigDecimal("750000"));

        assertThat(purchase(1, new BigDecimal("750000.00")).fingerprint()).isEqualTo(first.fingerprint());
        assertThat(purchase(2, new BigDecimal("750000")).fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(purchase(1, new BigDecimal("750000.01")).fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(new Purchase(LAJADA, "R", new Msisdn("628118770511"), null, "LSAJA", 1, first.amount())
                        .fingerprint())
                .isNotEqualTo(first.fingerprint());
        assertThat(new Purchase(LAJADA, "R", first.msisdn(), null, "GPAID", 1, first.amount()).fingerprint())
                .isNotEqualTo(first.fingerprint());
        assertThat(new Purchase(LAJADA, "R", first.msisdn(), "a@b.id", "LSAJA", 1, first.amount()).fingerprint())
                .isNotEqualTo(first.fingerprint());
    }

    private static long winner(List<Rule> rules) {
        return ((RuleBook.Granted) new RuleBook(rules).decide(purchase(1, BigDecimal.TEN), AT))
                .rule()
                .id();
    }

    private static int versionAt(List<Rule> rules, Instant at) {
        return ((RuleBook.Granted) new RuleBook(rules).decide(purchase(1, BigDecimal.TEN), at))
                .rule()
                .version();
    }

    private static Rule version(int version, Instant from, Instant until) {
        return new Rule(
                1, version, null, null, 1, null, Money.ZERO, null, BigDecimal.ONE, null, from, until, RuleLimits.NONE);
    }

    private static Purchase purchase(int quantity, BigDecimal amount) {
        return new Purchase(LAJADA, "R", new Msisdn("628118770510"), null, "LSAJA", quantity, Money.rupiah(amount));
    }

    private static Rule rule(long id, int from, Integer below, Long amountFrom, Long amountBelow, String percent) {
        return new Rule(
                id,
                1,
                null,
                null,
                from,
                below,
                Money.rupiah(amountFrom),
                amountBelow == null ? null : Money.rupiah(amountBelow),
                new BigDecimal(percent),
                CAP,
                ALWAYS,
                null,
                RuleLimits.NONE);
    }

    private static Rule scoped(long id, PartnerId partner, String wallet, Instant from, Instant until) {
        return new Rule(
                id, 1, partner, wallet, 1, null, Money.ZERO, null, BigDecimal.ONE, null, from, until, RuleLimits.NONE);
    }
}
