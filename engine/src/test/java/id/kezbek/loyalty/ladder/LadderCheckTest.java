package id.kezbek.loyalty.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.ladder.TierTerms.RewardTerms;
import id.kezbek.shared.Refusal.FieldError;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderCheckTest {

    private static final TierTerms LOW = tier("LOW", 1, 5, 3, 5);
    private static final TierTerms HIGH = tier("HIGH", 2, 7, 7);
    private static final List<Tier> IN_FORCE = List.of(LOW.tier(), HIGH.tier());

    @Test
    void programmeInForceCausesNoWarning() {
        assertThat(LadderCheck.faults(IN_FORCE, List.of(LOW, HIGH))).isEmpty();
        assertThat(LadderCheck.warnings(IN_FORCE, List.of(LOW, HIGH))).isEmpty();
    }

    @Test
    void gradesGoUpFromOneWithoutGaps() {
        assertThat(fields(List.of(LOW, tier("HIGH", 3, 7, 7)))).containsExactly("tiers[1].grade");
        assertThat(fields(List.of(HIGH, LOW))).containsExactly("tiers[0].grade", "tiers[1].grade");
    }

    @Test
    void refusesRewardBeyondLastCountOrTwice() {
        assertThat(fields(List.of(tier("LOW", 1, 5, 3, 6), HIGH))).containsExactly("tiers[0].rewards[1].count");
        assertThat(fields(List.of(tier("LOW", 1, 5, 3, 3), HIGH))).containsExactly("tiers[0].rewards[1].count");
    }

    @Test
    void refusesRemovalOfTier() {
        assertThat(LadderCheck.faults(IN_FORCE, List.of(LOW)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("HIGH"));
        assertThat(fields(List.of(LOW, HIGH, tier("HIGH", 3, 4)))).containsExactly("tiers[2].code");
    }

    @Test
    void permitsNewTierAnywhere() {
        assertThat(fields(List.of(tier("NEW", 1, 3, 3), tier("LOW", 2, 5, 3, 5), tier("HIGH", 3, 7, 7))))
                .isEmpty();
    }

    @Test
    void warnsOfEffectOnCurrentCustomers() {
        TierTerms shorter = new TierTerms("LOW", 1, 3, 30, List.of(), null, null);

        assertThat(LadderCheck.warnings(IN_FORCE, List.of(shorter, HIGH)))
                .containsExactly(
                        "LOW pays no reward",
                        "LOW ends at 3 instead of 5: customers above the new last count move up with the next purchase and lose the"
                                + " rewards up to the previous last count",
                        "LOW lasts 30 days instead of 90: current tier periods keep their end");
    }

    @Test
    void warnsOfNewOrDoubledRewards() {
        TierTerms dear = new TierTerms(
                "LOW",
                1,
                5,
                90,
                List.of(
                        new RewardTerms(3, BigDecimal.valueOf(7_000)),
                        new RewardTerms(4, BigDecimal.valueOf(500)),
                        new RewardTerms(5, BigDecimal.valueOf(10_000))),
                null,
                null);

        assertThat(LadderCheck.warnings(IN_FORCE, List.of(dear, HIGH)))
                .containsExactly(
                        "LOW pays Rp7.000 at 3, more than twice today's Rp3.000",
                        "LOW pays Rp500 at 4; today it pays nothing there");
    }

    @Test
    void refusesFractionOfRupiah() {
        TierTerms fraction =
                new TierTerms("LOW", 1, 5, 90, List.of(new RewardTerms(3, new BigDecimal("1000.50"))), null, null);

        assertThat(fields(List.of(fraction, HIGH))).containsExactly("tiers[0].rewards[0].amount.value");
    }

    private static List<String> fields(List<TierTerms> proposed) {
        return LadderCheck.faults(IN_FORCE, proposed).stream()
                .map(FieldError::field)
                .toList();
    }

    private static TierTerms tier(String code, int grade, int lastCount, int... counts) {
        return new TierTerms(
                code,
                grade,
                lastCount,
                90,
                java.util.Arrays.stream(counts)
                        .mapToObj(count -> new RewardTerms(count, BigDecimal.valueOf(1_000L * count)))
                        .toList(),
                null,
                null);
    }
}
