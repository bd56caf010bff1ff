package id.kezbek.adapters.aws;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** The time of the last message that this process received. It is monotonic, so changing the clock has no effect. */
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
