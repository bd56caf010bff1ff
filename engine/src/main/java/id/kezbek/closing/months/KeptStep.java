package id.kezbek.closing.months;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a month's state. */
public record KeptStep(
        MonthState state,
        Instant at,
        String decidedBy,
        String reason,
        @Nullable String manifestSha256) {}
