package id.kezbek.testing;

import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, which a test can turn: what it shows is real time plus an offset. */
public final class TestClock extends Clock {

    private volatile Duration offset = Duration.ZERO;

    public void advance(Duration by) {
        offset = offset.plus(by);
    }

    /** Turns it to noon of a day in Jakarta. */
    public void turnTo(LocalDate day) {
        offset = Duration.between(
                Instant.now(), day.atTime(12, 0).atZone(Jakarta.ZONE).toInstant());
    }

    public void reset() {
        offset = Duration.ZERO;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }
}
