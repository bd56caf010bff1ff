package id.kezbek.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Deletes stored responses after the time that the API promises, in portions. */
@Component
class ForgetFirstAnswers {

    /** The storage time that the API promises to callers. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 100;

    private final FirstAnswers firstAnswers;
    private final Clock clock;

    ForgetFirstAnswers(FirstAnswers firstAnswers, Clock clock) {
        this.firstAnswers = firstAnswers;
        this.clock = clock;
    }

    /** Deletes at most a hundred thousand responses; later runs delete the remaining responses. Returns the number of deleted responses. */
    int forget() {
        Instant before = clock.instant().minus(KEPT);
        int all = 0;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            int forgotten = firstAnswers.forget(before, CHUNK);
            all += forgotten;
            if (forgotten < CHUNK) {
                break;
            }
        }
        return all;
    }
}
