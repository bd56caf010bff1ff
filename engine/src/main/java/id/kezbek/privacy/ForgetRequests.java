package id.kezbek.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets whom requests were about that nobody decided, or that were rejected. */
@Component
public class ForgetRequests {

    /** Longer than a proposal lives. */
    private static final Duration OPEN_FOR = Duration.ofDays(30);

    private final Requests requests;
    private final Clock clock;

    ForgetRequests(Requests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** @return how many it ended */
    public int run() {
        Instant now = clock.instant();
        return requests.endBefore(now.minus(OPEN_FOR), now);
    }
}
