package id.kezbek.privacy.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Deletes the personal data of rejected and expired requests. */
@Component
public class ForgetRequests {

    /** A request expires after this time, which is longer than the lifetime of a proposal. */
    private static final Duration OPEN_FOR = Duration.ofDays(30);

    private final Requests requests;
    private final Clock clock;

    ForgetRequests(Requests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** @return the number of deleted requests */
    public int run() {
        Instant now = clock.instant();
        return requests.endBefore(now.minus(OPEN_FOR), now);
    }
}
