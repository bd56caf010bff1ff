package id.kezbek.shared;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Creates ids that sort by time (UUID version 7, RFC 9562): 48 bits of milliseconds, then a counter and random bits.
 * Such keys keep the frequently used part of indexes small and allow partitioning by id. Within a process, ids always
 * increase, even within one millisecond or after a clock change.
 */
public final class Ids {

    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TEXT_LENGTH = 26;

    private final Clock clock;
    private final RandomGenerator random;
    /** Milliseconds in the upper 48 bits, and a 12-bit counter in the lower bits. */
    private long last;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long tick;
        long low;
        synchronized (this) {
            tick = Math.max(last + 1, clock.millis() << 12);
            last = tick;
            low = random.nextLong();
        }
        long high = (tick >>> 12 << 16) | 0x7000L | (tick & 0xFFF);
        return new UUID(high, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    /** The id as 26 characters of Crockford's base 32, short enough for every provider's reference field. */
    public static String text(UUID id) {
        char[] out = new char[TEXT_LENGTH];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
            out[i] = DIGITS[(int) (low & 31)];
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(out);
    }

    /**
     * Parses the result of {@link #text(UUID)}.
     *
     * @throws IllegalArgumentException if the text is not an id
     */
    public static UUID parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(0) > '7') {
            throw new IllegalArgumentException("An id has 26 characters of Crockford's base 32");
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | digit(text.charAt(i));
        }
        return new UUID(high, low);
    }

    /** Like {@link #parse}, for a caller's text; empty if the text is not an id. */
    public static Optional<UUID> find(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static int digit(char c) {
        for (int i = 0; i < DIGITS.length; i++) {
            if (DIGITS[i] == c) {
                return i;
            }
        }
        throw new IllegalArgumentException("An id has 26 characters of Crockford's base 32");
    }
}
