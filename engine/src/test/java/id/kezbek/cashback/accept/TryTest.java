package id.kezbek.cashback.accept;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Try.Mode;
import id.kezbek.shared.PartnerId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TryTest {

    private static final PartnerId ONE = new PartnerId(1);
    private static final PartnerId TWO = new PartnerId(2);
    private static final int LANE = 3;

    @Test
    void commitsAtOnceAndLocksNothingAtFirst() {
        Try first = Try.first(LANE, Set.of(), false);

        assertThat(first.mode()).isEqualTo(Mode.AT_ONCE);
        assertThat(first.commitsAtOnce()).isTrue();
        assertThat(first.locksFirst()).isFalse();
    }

    @Test
    void locksAtFirstAfterAFreshConflictOfAnotherBatch() {
        Try first = Try.first(LANE, Set.of(), true);

        assertThat(first.mode()).isEqualTo(Mode.LOCKED);
        assertThat(first.commitsAtOnce()).isFalse();
        assertThat(first.locksFirst()).isTrue();
    }

    @Test
    void checksCountsAfterALostCommitAndCountsNoConflict() {
        Try next = Try.first(LANE, Set.of(), false).afterLoss(false);

        assertThat(next.mode()).isEqualTo(Mode.CHECKED);
        assertThat(next.conflicts()).isZero();
        assertThat(next.locksFirst()).isFalse();
    }

    @Test
    void locksAtOnceAfterADuplicateKey() {
        Try next = Try.first(LANE, Set.of(), false).afterLoss(true);

        assertThat(next.mode()).isEqualTo(Mode.LOCKED);
        assertThat(next.conflicts()).isEqualTo(1);
    }

    @Test
    void locksAllSlotsOfPartnersWithShortSlotsAndCountsNoConflict() {
        Try next = Try.first(LANE, Set.of(ONE), false).afterShortSlots(Set.of(TWO));

        assertThat(next.wholeFunding()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(next.mode()).isEqualTo(Mode.AT_ONCE);
        assertThat(next.conflicts()).isZero();
        assertThat(next.locksFirst()).isTrue();
        assertThat(next.lane()).isEqualTo(LANE);
    }

    @Test
    void keepsLockedSlotsAfterAConflict() {
        Try next = Try.first(LANE, Set.of(ONE), false).afterLoss(false).afterLoss(false);

        assertThat(next.wholeFunding()).containsExactly(ONE);
        assertThat(next.mode()).isEqualTo(Mode.LOCKED);
    }

    @Test
    void endsAfterFourConflicts() {
        Try next = Try.first(LANE, Set.of(), false).afterLoss(false);
        for (int conflict = 1; conflict <= 4; conflict++) {
            assertThat(next.isLast()).as("before conflict %s", conflict).isFalse();
            next = next.afterLoss(false);
        }

        assertThat(next.isLast()).isTrue();
    }
}
