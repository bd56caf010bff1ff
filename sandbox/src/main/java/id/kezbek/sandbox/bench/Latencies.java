package id.kezbek.sandbox.bench;

/**
 * How long calls took, in buckets of microseconds that grow with the value: exact below 128, then within 1.6 %. Bounded
 * whatever the number of calls; longer ones than {@link #LONGEST_MICROS} count as that long. For one thread; add several
 * together at the end.
 */
final class Latencies {

    static final long LONGEST_MICROS = (1L << 26) - 1;
    private static final int EXACT = 128;
    private static final int STEPS = 64;
    private static final int STEP_BITS = 6;
    private static final int BUCKETS = bucket(LONGEST_MICROS) + 1;

    private final long[] counts = new long[BUCKETS];

    void record(long micros) {
        counts[bucket(Math.clamp(micros, 0, LONGEST_MICROS))]++;
    }

    void add(Latencies other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
    }

    long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /**
     * The latency that a share of the calls did not exceed.
     *
     * @param perMille 500 is the median, 999 the latency of the slowest in a thousand
     * @return microseconds, the upper end of the bucket; 0 where there were no calls
     */
    long percentileMicros(int perMille) {
        // Rounded up: the call at this place, counted from 1, is the first that the share includes.
        long place = Math.ceilDiv(count() * perMille, 1_000L);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= place && seen > 0) {
                return upperEnd(i);
            }
        }
        return 0;
    }

    /** The buckets that are not empty, as {@code bucket:count,…}: how they travel between processes. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                text.append(text.isEmpty() ? "" : ",").append(i).append(':').append(counts[i]);
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    /** What {@link #text()} wrote. */
    static Latencies parse(String text) {
        Latencies latencies = new Latencies();
        if (!text.equals("-")) {
            for (String part : text.split(",", -1)) {
                int colon = part.indexOf(':');
                latencies.counts[Integer.parseInt(part.substring(0, colon))] =
                        Long.parseLong(part.substring(colon + 1));
            }
        }
        return latencies;
    }

    private static int bucket(long micros) {
        if (micros < EXACT) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        return EXACT + (shift - 1) * STEPS + (int) (micros >>> shift) - STEPS;
    }

    private static long upperEnd(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int shift = (bucket - EXACT) / STEPS + 1;
        long step = STEPS + (long) ((bucket - EXACT) % STEPS);
        return ((step + 1) << shift) - 1;
    }
}
