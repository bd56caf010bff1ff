package id.kezbek.sandbox.providers.faults;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random values that depend only on a seed and a name, not on other draws or their order. So a repeated run gives the
 * same values, even with concurrent requests.
 */
public final class Draws {

    /** FNV-1a, 64 bits. */
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;
    /** Mixes the seed, so that similar seeds give independent values. */
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
