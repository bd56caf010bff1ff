package id.kezbek.shared.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Deletes first answers when they have been kept for as long as v2 promises, a chunk at a time. */
@Component
public class ForgetFirstAnswers {

    /** As api.md promises it to callers. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 100;

    private final FirstAnswers firstAnswers;
    private final Clock clock;

    ForgetFirstAnswers(FirstAnswers firstAnswers, Clock clock) {
        this.firstAnswers = firstAnswers;
        this.clock = clock;
    }

    /** Forgets at most a hundred thousand; what is left goes the next time; tells how many. */
    public int forget() {
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
