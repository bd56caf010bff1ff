package id.kezbek.cashback.rules;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleReviewTest {

    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(86_400);
    private static final PartnerId LAJADA = new PartnerId(1);

    /** The rules of the sandbox. */
    private static final List<Rule> TABLE = List.of(
            rule(1, 1, 3, 50_000, 500_000L),
            rule(2, 1, 3, 500_000, 5_000_000L),
            rule(3, 1, 3, 5_000_000, null),
            rule(4, 3, null, 50_000, 500_000L),
            rule(5, 3, null, 500_000, 5_000_000L),
            rule(6, 3, null, 5_000_000, null));

    @Test
    void completeTableCausesNoWarning() {
        assertThat(RuleReview.of(TABLE, version(TABLE.get(1), 2, NOW, null), NOW))
                .isEmpty();
    }

    @Test
    void warnsOfGap() {
        Rule narrowed = rule(2, 2, 1, 3, 600_000, 5_000_000L);

        assertThat(RuleReview.of(TABLE, narrowed, NOW))
                .containsExactly("no rule gives cashback for quantity 1 to 2 and amount Rp500.000 to below Rp600.000");
    }

    @Test
    void reportsGapOverSeveralBandsOnce() {
        Rule last = rule(6, 2, 3, 4, 5_000_000, null);

        assertThat(RuleReview.of(TABLE, last, NOW))
                .containsExactly("no rule gives cashback for quantity 4 and up and amount Rp5.000.000 and up");
        assertThat(RuleReview.of(TABLE.subList(0, 1), rule(9, 1, 3, 9_000_000, null), NOW))
                .containsExactly(
                        "no rule gives cashback for quantity 1 to 2 and amount Rp500.000 to below Rp9.000.000");
    }

    @Test
    void endOfRuleLeavesGapFromThen() {
        assertThat(RuleReview.of(TABLE, version(TABLE.get(1), 2, NOW, LATER), NOW))
                .containsExactly("from " + LATER
                        + " on no rule gives cashback for quantity 1 to 2 and amount Rp500.000 to below Rp5.000.000");
    }

    @Test
    void reportsOverlapWithWinner() {
        assertThat(RuleReview.of(TABLE, rule(7, 2, 4, 50_000, 500_000L), NOW))
                .containsExactly(
                        "rules 1 and 7 overlap at quantity 2 and amount Rp50.000 to below Rp500.000; rule 1 wins there",
                        "rules 4 and 7 overlap at quantity 3 and amount Rp50.000 to below Rp500.000; rule 7 wins there");
    }

    @Test
    void acceptsExceptionInsideWiderBand() {
        assertThat(RuleReview.of(TABLE, rule(7, 1, 2, 60_000, 70_000L), NOW)).isEmpty();
    }

    @Test
    void warnsOfRuleHiddenByEqualRule() {
        assertThat(RuleReview.of(TABLE, rule(7, 1, 3, 50_000, 500_000L), NOW))
                .containsExactly(
                        "rule 7 would never win: rules of the same scope with higher precedence cover quantity 1 to 2 and amount"
                                + " Rp50.000 to below Rp500.000",
                        "rules 1 and 7 overlap at quantity 1 to 2 and amount Rp50.000 to below Rp500.000; rule 1"
                                + " wins there");
    }

    @Test
    void warnsOfRuleHiddenByNarrowRules() {
        assertThat(RuleReview.of(TABLE, rule(7, 1, null, 50_000, null), NOW))
                .containsExactly(
                        "rule 7 would never win: rules of the same scope with higher precedence cover quantity 1 and up"
                                + " and amount Rp50.000 and up");
    }

    @Test
    void warnsOfRulesThatItHides() {
        List<Rule> one = List.of(rule(1, 1, null, 50_000, null));

        assertThat(RuleReview.of(
                        Stream.concat(one.stream(), Stream.of(rule(2, 1, null, 50_000, 900_000L)))
                                .toList(),
                        rule(3, 1, null, 900_000, 1_000_000L),
                        NOW))
                .isEmpty();
        assertThat(RuleReview.of(one, rule(2, 1, 9, 50_000, null), NOW)).isEmpty();
        assertThat(RuleReview.of(
                        List.of(rule(1, 1, null, 50_000, null), rule(2, 1, null, 50_000, 900_000L)),
                        rule(3, 1, null, 900_000, 5_000_000_000L),
                        NOW))
                .isEmpty();
        assertThat(RuleReview.of(List.of(rule(8, 1, 3, 50_000, 500_000L)), rule(7, 1, 3, 50_000, 500_000L), NOW))
                .contains("rule 8 for quantity 1 to 2 and amount Rp50.000 to below Rp500.000 would never win"
                        + " again: rule 7 has precedence");
    }

    @Test
    void partnersRuleIsCompletedByGlobalRules() {
        assertThat(RuleReview.of(TABLE, scoped(7, LAJADA, 1, 3, 500_000, 600_000L), NOW))
                .isEmpty();
        assertThat(RuleReview.of(TABLE, scoped(7, LAJADA, 1, 3, 10_000, 500_000L), NOW))
                .containsExactly("no rule gives cashback for quantity 3 and up and amount Rp10.000 to below Rp50.000");
    }

    @Test
    void ignoresPastRulesAndOtherPartners() {
        Rule ended = version(rule(7, 1, 3, 50_000, 500_000L), 1, Instant.EPOCH, NOW);
        Rule ofAnother = scoped(8, new PartnerId(2), 1, 3, 50_000, 500_000L);
        List<Rule> all =
                Stream.concat(TABLE.stream(), Stream.of(ended, ofAnother)).toList();

        assertThat(RuleReview.of(all, scoped(9, LAJADA, 1, 3, 50_000, 500_000L), NOW))
                .isEmpty();
    }

    @Test
    void warnsOfPlannedVersionThatNeverApplies() {
        List<Rule> all = Stream.concat(TABLE.stream(), Stream.of(version(TABLE.get(0), 2, LATER, null)))
                .toList();

        assertThat(RuleReview.of(all, version(TABLE.get(0), 3, NOW, null), NOW))
                .containsExactly("version 2 of rule 1, planned for " + LATER + ", would never take effect");
    }

    @Test
    void reviewsFutureRuleAtItsStart() {
        Rule planned = rule(7, 1, 3, 50_000, 500_000L);
        List<Rule> all = new ArrayList<>(TABLE);
        all.set(0, version(TABLE.get(0), 1, Instant.EPOCH, LATER));

        assertThat(RuleReview.of(all, version(planned, 1, LATER, null), NOW)).isEmpty();
        assertThat(RuleReview.of(all, version(planned, 1, LATER.plusSeconds(1), null), NOW))
                .as("at its beginning there is no gap; what is between is the end of the other")
                .isEmpty();
    }

    @Test
    void reportsScopeTooLargeToReview() {
        List<Rule> many = IntStream.rangeClosed(1, 100)
                .mapToObj(id -> rule(id, id, id + 1, 50_000, null))
                .toList();

        assertThat(RuleReview.of(many, rule(300, 900, null, 50_000, null), NOW))
                .singleElement()
                .asString()
                .contains("more than 100 rules");
    }

    private static Rule rule(long id, int from, @Nullable Integer below, long amountFrom, @Nullable Long amountBelow) {
        return rule(id, 1, from, below, amountFrom, amountBelow);
    }

    private static Rule rule(
            long id, int version, int from, @Nullable Integer below, long amountFrom, @Nullable Long amountBelow) {
        return new Rule(
                id,
                version,
                null,
                null,
                from,
                below,
                Money.rupiah(amountFrom),
                amountBelow == null ? null : Money.rupiah(amountBelow),
                BigDecimal.ONE,
                null,
                version == 1 ? Instant.EPOCH : NOW,
                null,
                RuleLimits.NONE);
    }

    private static Rule scoped(long id, PartnerId partner, int from, int below, long amountFrom, long amountBelow) {
        return new Rule(
                id,
                1,
                partner,
                null,
                from,
                below,
                Money.rupiah(amountFrom),
                Money.rupiah(amountBelow),
                BigDecimal.ONE,
                null,
                Instant.EPOCH,
                null,
                RuleLimits.NONE);
    }

    private static Rule version(Rule rule, int version, Instant from, @Nullable Instant until) {
        return new Rule(
                rule.id(),
                version,
                rule.partner(),
                rule.wallet(),
                rule.quantityFrom(),
                rule.quantityBelow(),
                rule.amountFrom(),
                rule.amountBelow(),
                rule.percent(),
                rule.cap(),
                from,
                until,
                RuleLimits.NONE);
    }
}
