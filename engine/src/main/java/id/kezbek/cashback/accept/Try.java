package id.kezbek.cashback.accept;

import id.kezbek.shared.PartnerId;
import java.util.HashSet;
import java.util.Set;

/**
 * A try to accept a batch, and the choice of the next try after a failure. The number of tries is limited. Each partner
 * can cause at most one further try for short slots, only the first try uses {@link Mode#AT_ONCE}, and the number of
 * conflicts has a maximum.
 *
 * @param lane the worker, which decides the funding slot
 * @param wholeFunding partners for which the try locks all funding slots
 * @param conflicts the number of earlier tries that conflicted with another transaction
 */
record Try(int lane, Mode mode, Set<PartnerId> wholeFunding, int conflicts) {

    /** The maximum number of conflicts of a batch. After this number, the batch's items are accepted one by one. */
    private static final int MOST_CONFLICTS = 4;

    enum Mode {
        /**
         * Sends the commit together with the writes. The database checks all row counts and does not report which write
         * failed.
         */
        AT_ONCE,
        /** Checks the row counts before the commit, to find out whether a slot was short or a row had changed. */
        CHECKED,
        /** Locks customers and looks up references before it writes anything. */
        LOCKED
    }

    Try {
        wholeFunding = Set.copyOf(wholeFunding);
    }

    /** @param isCareful whether batches conflicted recently */
    static Try first(int lane, Set<PartnerId> wholeFunding, boolean isCareful) {
        return new Try(lane, isCareful ? Mode.LOCKED : Mode.AT_ONCE, wholeFunding, 0);
    }

    /**
     * The next try if the used slot of one of these partners did not cover the batch. A slot with too little money is
     * not a conflict with another transaction, so the number of conflicts does not change.
     */
    Try afterShortSlots(Set<PartnerId> partners) {
        Set<PartnerId> more = new HashSet<>(wholeFunding);
        more.addAll(partners);
        return new Try(lane, mode, more, conflicts);
    }

    /**
     * The next try if a write failed because of another transaction.
     *
     * @param isDuplicate whether a key already existed, which is certainly a conflict
     */
    Try afterLoss(boolean isDuplicate) {
        return mode == Mode.AT_ONCE && !isDuplicate
                ? new Try(lane, Mode.CHECKED, wholeFunding, conflicts)
                : new Try(lane, Mode.LOCKED, wholeFunding, conflicts + 1);
    }

    /** Whether this was the last try of the whole batch; after it, the purchases are tried one by one. */
    boolean isLast() {
        return conflicts >= MOST_CONFLICTS;
    }

    boolean isCareful() {
        return mode == Mode.LOCKED;
    }

    boolean commitsAtOnce() {
        return mode == Mode.AT_ONCE;
    }

    /** Whether the try locks rows before it writes. Such a try must lock its funding slots before other rows. */
    boolean locksFirst() {
        return isCareful() || !wholeFunding.isEmpty();
    }
}
