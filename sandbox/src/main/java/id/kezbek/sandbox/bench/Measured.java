package id.kezbek.sandbox.bench;

/**
 * What the load generator saw in one run.
 *
 * @param firstError what went wrong first, without blanks at the ends; empty where nothing did
 */
record Measured(long purchases, long errors, long nanos, Latencies latencies, String firstError) {

    static final Measured NOTHING = new Measured(0, 0, 0, new Latencies(), "");

    private static final int PARTS = 5;

    Measured plus(Measured other) {
        Latencies both = new Latencies();
        both.add(latencies);
        both.add(other.latencies);
        return new Measured(
                purchases + other.purchases,
                errors + other.errors,
                nanos + other.nanos,
                both,
                firstError.isEmpty() ? other.firstError : firstError);
    }

    double perSecond() {
        return nanos == 0 ? 0 : purchases * 1e9 / nanos;
    }

    /** One line, for the pipe between the processes. */
    String line() {
        String error = firstError.replaceAll("\\s+", " ").strip();
        return purchases + " " + errors + " " + nanos + " " + latencies.text() + " " + error;
    }

    static Measured parse(String line) {
        String[] parts = line.split(" ", PARTS);
        return new Measured(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Latencies.parse(parts[3]),
                parts.length < PARTS ? "" : parts[4]);
    }
}
