package id.kezbek.trials.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The load generator's measurements of one run.
 *
 * @param latencies the latencies of all requests, in microseconds
 * @param firstError the first error, without surrounding blanks; empty without errors
 */
public record Measured(long purchases, long errors, long nanos, Histogram latencies, String firstError) {

    /** A result without requests. */
    public static final Measured NOTHING = new Measured(0, 0, 0, latenciesOf(), "");

    /** The histogram records a longer latency as this value. */
    public static final long LONGEST_MICROS = 120_000_000;

    private static final int DIGITS = 3;
    private static final int PARTS = 5;

    /** A histogram of latencies in microseconds, with a precision of a thousandth. */
    public static Histogram latenciesOf() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    /** Records a latency of any length. */
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

    /** The percentile of the latencies; 0 without requests. */
    public double millisAt(double percent) {
        return latencies.getValueAtPercentile(percent) / 1_000.0;
    }

    /** The result as one line, for the pipe between the processes. */
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
            throw new IllegalArgumentException("The load generator's line is invalid", broken);
        }
    }
}
