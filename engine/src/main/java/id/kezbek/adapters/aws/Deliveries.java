package id.kezbek.adapters.aws;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Measures the time since this process last received a queue message. The measurement uses monotonic time, so a change
 * of the clock has no effect.
 */
@Component
class Deliveries {

    private volatile long lastNanos = System.nanoTime();

    /** Restarts the measurement, after a message or a restart of the consumers. */
    void note() {
        lastNanos = System.nanoTime();
    }

    boolean noneFor(Duration time) {
        return System.nanoTime() - lastNanos > time.toNanos();
    }
}
