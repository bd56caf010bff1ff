package id.kezbek.sandbox.demo.purchases;

import java.util.random.RandomGenerator;

/**
 * Chooses members of a group with a power-law distribution: a few members are chosen very often, most members only
 * once.
 */
public final class PowerLaw {

    private final long[] reachedAt;

    /**
     * @param exponent the steepness: member k is chosen with a frequency of 1 / (k + 1)^exponent
     */
    public PowerLaw(int members, double exponent) {
        reachedAt = new long[members];
        long reached = 0;
        for (int member = 0; member < members; member++) {
            // Uses StrictMath and whole numbers, so the same seed gives the same members on every machine.
            reached += (long) (1_000_000_000L / StrictMath.pow(member + 1.0, exponent)) + 1;
            reachedAt[member] = reached;
        }
    }

    /** Returns a member's number, starting at 0. */
    public int pick(RandomGenerator random) {
        long mark = random.nextLong(reachedAt[reachedAt.length - 1]);
        int low = 0;
        int high = reachedAt.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reachedAt[middle] > mark) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
