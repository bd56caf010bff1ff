package id.kezbek.cashback.accept;

import id.kezbek.shared.PartnerId;
import java.util.HashSet;
import java.util.Set;

/**
 * One try to accept a batch, and the next one after a failure. A batch has a limited number of tries: each partner's slots
 * are short at most once, {@link Mode#AT_ONCE} is left once, and conflicts are counted.
 *
 * @param lane the worker, which decides the funding slot
 * @param wholeFunding partners with all slots locked
 * @param conflicts the number of tries that another writer overtook
 */
record Try(int lane, Mode mode, Set<PartnerId> wholeFunding, int conflicts) {

    /** The number of conflicts of a batch; then its items run one by one. */
    private static final int MOST_CONFLICTS = 4;

    enum Mode {
        /**
         * The commit is sent with the writes. The database then checks all counts itself and does not report which write
         * failed.
         */
        AT_ONCE,
        /** The engine checks the counts before the commit, so it knows whether a slot was short or a row had changed. */
        CHECKED,
        /** Customers are locked and references looked up before anything is written. */
        LOCKED
    }

    Try {
        wholeFunding = Set.copyOf(wholeFunding);
    }

    /** @param isCareful whether batches collided a moment ago */
    static Try first(int lane, Set<PartnerId> wholeFunding, boolean isCareful) {
        return new Try(lane, isCareful ? Mode.LOCKED : Mode.AT_ONCE, wholeFunding, 0);
    }

    /** One slot of these partners did not cover the batch. No other writer was involved, so it counts no conflict. */
    Try afterShortSlots(Set<PartnerId> partners) {
        Set<PartnerId> more = new HashSet<>(wholeFunding);
        more.addAll(partners);
        return new Try(lane, mode, more, conflicts);
    }

    /**
     * The write failed at another writer's row.
     *
     * @param isDuplicate whether a key was taken; that is a conflict for certain
     */
    Try afterLoss(boolean isDuplicate) {
        return mode == Mode.AT_ONCE && !isDuplicate
                ? new Try(lane, Mode.CHECKED, wholeFunding, conflicts)
                : new Try(lane, Mode.LOCKED, wholeFunding, conflicts + 1);
    }

    /** Whether the batch must not be tried again as a whole. */
    boolean isLast() {
        return conflicts >= MOST_CONFLICTS;
    }

    boolean isCareful() {
        return mode == Mode.LOCKED;
    }

    boolean commitsAtOnce() {
        return mode == Mode.AT_ONCE;
    }

    /** Whether it locks rows before it writes; then it must lock all used slots first. */
    boolean locksFirst() {
        return isCareful() || !wholeFunding.isEmpty();
    }
}
