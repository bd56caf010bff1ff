package id.kezbek.trials.torture.calls;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A random generator for each purpose of a run, so that draws for one purpose do not change the draws for another. */
public final class Seeds {

    private static final String ALGORITHM = "L64X128MixRandom";
    private static final int SPREAD = 31;

    private Seeds() {}

    public static RandomGenerator of(long seed, String purpose) {
        RandomGeneratorFactory<RandomGenerator> generators = RandomGeneratorFactory.of(ALGORITHM);
        return generators.create(number(seed, purpose));
    }

    public static long number(long seed, String purpose) {
        long number = seed;
        for (int i = 0; i < purpose.length(); i++) {
            number = SPREAD * number + purpose.charAt(i);
        }
        return number;
    }
}
