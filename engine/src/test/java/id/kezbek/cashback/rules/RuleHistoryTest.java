package id.kezbek.cashback.rules;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleHistoryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void newestStartedVersionApplies() {
        RuleHistory rule = history(dated(1, Instant.EPOCH, null), dated(2, BEFORE, null), dated(3, LATER, null));

        assertThat(rule.state(NOW)).isEqualTo(RuleState.IN_FORCE);
        assertThat(rule.shown(NOW).terms().version()).isEqualTo(2);
        assertThat(rule.planned(NOW))
                .extracting(version -> version.terms().version())
                .containsExactly(3);
        assertThat(rule.planned(LATER)).isEmpty();
    }

    @Test
    void ruleIsPlannedBeforeStartAndPastAfterEnd() {
        assertThat(history(dated(1, LATER, null)).state(NOW)).isEqualTo(RuleState.PLANNED);
        assertThat(history(dated(1, LATER, null)).shown(NOW).terms().version()).isEqualTo(1);
        assertThat(history(dated(1, BEFORE, NOW)).state(NOW)).isEqualTo(RuleState.PAST);
        assertThat(history(dated(1, BEFORE, NOW), dated(2, LATER, null)).state(NOW))
                .as("it comes back")
                .isEqualTo(RuleState.PLANNED);
    }

    @Test
    void newerVersionReplacesPlannedOne() {
        assertThat(history(dated(1, BEFORE, null), dated(2, LATER, null), dated(3, NOW, null))
                        .planned(NOW))
                .isEmpty();
    }

    @Test
    void startedAtApprovalCountsForSlowClock() {
        RuleHistory rule = history(dated(1, Instant.EPOCH, null), atOnce(2, NOW, null));

        assertThat(rule.speaking(BEFORE).orElseThrow().terms().version()).isEqualTo(2);
        assertThat(rule.latest().terms().validFrom()).as("what people are told").isEqualTo(NOW);
    }

    @Test
    void endedAtApprovalCountsForSlowClock() {
        assertThat(history(dated(1, Instant.EPOCH, null), atOnce(2, NOW, NOW)).state(BEFORE))
                .isEqualTo(RuleState.PAST);
        assertThat(history(dated(1, Instant.EPOCH, null), atOnce(2, NOW, LATER)).state(BEFORE))
                .isEqualTo(RuleState.IN_FORCE);
        assertThat(history(dated(1, Instant.EPOCH, null), atOnce(2, NOW, LATER)).state(LATER))
                .isEqualTo(RuleState.PAST);
    }

    private static RuleHistory history(RuleVersion... versions) {
        return new RuleHistory(
                1, List.of(versions).stream().map(RuleHistory.Version::of).toList());
    }

    private static RuleVersion dated(int version, Instant from, @Nullable Instant until) {
        return new RuleVersion(rule(version, from, until), false, null);
    }

    private static RuleVersion atOnce(int version, Instant from, @Nullable Instant until) {
        return new RuleVersion(rule(version, from, until), true, null);
    }

    private static Rule rule(int version, Instant from, @Nullable Instant until) {
        return new Rule(
                1, version, null, null, 1, null, Money.ZERO, null, BigDecimal.ONE, null, from, until, RuleLimits.NONE);
    }
}
