package id.kezbek.sandbox.demo.purchases;

import java.util.random.RandomGenerator;

/** Picks members of a crowd as life does: a few come all the time, most come once. */
public final class PowerLaw {

    private final long[] reachedAt;

    /** @param exponent how steep; member k comes as often as 1 / (k + 1)^exponent */
    public PowerLaw(int members, double exponent) {
        reachedAt = new long[members];
        long reached = 0;
        for (int member = 0; member < members; member++) {
            // StrictMath and whole numbers, so that every machine picks the same members from the same seed.
            reached += (long) (1_000_000_000L / StrictMath.pow(member + 1.0, exponent)) + 1;
            reachedAt[member] = reached;
        }
    }

    /** A member's number, from 0. */
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
