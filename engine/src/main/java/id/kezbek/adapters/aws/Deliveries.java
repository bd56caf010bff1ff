package id.kezbek.adapters.aws;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** When this process was last handed a message, in real time, because a turned clock moves no message. */
@Component
class Deliveries {

    private volatile long lastNanos = System.nanoTime();

    /** A message has come, or there is reason to begin counting anew. */
    void note() {
        lastNanos = System.nanoTime();
    }

    boolean noneFor(Duration time) {
        return System.nanoTime() - lastNanos > time.toNanos();
    }
}
