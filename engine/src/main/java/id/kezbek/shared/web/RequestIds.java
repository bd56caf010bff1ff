package id.kezbek.shared.web;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids for requests without an id: a random prefix of the process and a counter. These ids only distinguish log lines,
 * so a counter is enough, and secure random bits are not needed.
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
