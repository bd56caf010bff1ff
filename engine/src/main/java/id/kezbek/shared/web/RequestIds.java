package id.kezbek.shared.web;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids for calls that brought none: the process's own random prefix and a count. They only have to tell log lines apart,
 * so they cost an increment rather than secure randomness for each call.
 */
final class RequestIds {

    private static final int RADIX = 36;

    private final String prefix;
    private final AtomicLong made = new AtomicLong();

    RequestIds(SecureRandom random) {
        this.prefix = Long.toUnsignedString(random.nextLong(), RADIX) + "-";
    }

    String next() {
        return prefix + Long.toString(made.incrementAndGet(), RADIX);
    }
}
