package id.kezbek.console.letters;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters from API v2, oldest first. */
public record Letters(List<Letter> items, @Nullable String nextCursor) {

    public record Letter(
            String consumer,
            String kind,
            String subject,
            Instant at,
            String reason,
            int tries,
            Instant setAsideAt,
            Instant triedAt) {}
}
