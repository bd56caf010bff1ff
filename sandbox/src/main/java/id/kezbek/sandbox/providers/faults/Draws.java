package id.kezbek.sandbox.providers.faults;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random values that follow from a seed and a name alone. Whatever else is drawn, by whom and in which order, a name
 * meets the same values again, so that a run with concurrent calls can be replayed.
 */
public final class Draws {

    /** FNV-1a, 64 bits. */
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;
    /** Spreads neighbouring seeds far apart. */
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private Draws() {}

    public static RandomGenerator of(long seed, String name) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return new SplittableRandom((seed * GOLDEN_RATIO) ^ hash);
    }
}
