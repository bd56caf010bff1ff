package id.kezbek.trials.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What the load generator saw in one run.
 *
 * @param latencies of all calls, in microseconds
 * @param firstError what went wrong first, without blanks at the ends; empty where nothing did
 */
public record Measured(long purchases, long errors, long nanos, Histogram latencies, String firstError) {

    /** Nothing at all. */
    public static final Measured NOTHING = new Measured(0, 0, 0, latenciesOf(), "");

    /** Longer calls count as that long. */
    public static final long LONGEST_MICROS = 120_000_000;

    private static final int DIGITS = 3;
    private static final int PARTS = 5;

    /** For latencies in microseconds, within a thousandth. */
    public static Histogram latenciesOf() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    /** Takes one latency, however long. */
    public static void note(Histogram latencies, long micros) {
        latencies.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    public Measured plus(Measured other) {
        Histogram both = latencies.copy();
        both.add(other.latencies);
        return new Measured(
                purchases + other.purchases,
                errors + other.errors,
                nanos + other.nanos,
                both,
                firstError.isEmpty() ? other.firstError : firstError);
    }

    public double perSecond() {
        return nanos == 0 ? 0 : purchases * 1e9 / nanos;
    }

    /** The latency that so many percent of the calls did not exceed; 0 where there were none. */
    public double millisAt(double percent) {
        return latencies.getValueAtPercentile(percent) / 1_000.0;
    }

    /** One line, for the pipe between the processes. */
    public String line() {
        String error = firstError.replaceAll("\\s+", " ").strip();
        return purchases + " " + errors + " " + nanos + " " + text(latencies) + " " + error;
    }

    static Measured parse(String line) {
        String[] parts = line.split(" ", PARTS);
        return new Measured(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                histogram(parts[3]),
                parts.length < PARTS ? "" : parts[4]);
    }

    private static String text(Histogram latencies) {
        ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private static Histogram histogram(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), LONGEST_MICROS);
        } catch (DataFormatException broken) {
            throw new IllegalArgumentException("The load generator's line is broken", broken);
        }
    }
}
