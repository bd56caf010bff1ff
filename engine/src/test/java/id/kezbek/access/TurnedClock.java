package id.kezbek.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's time, shifted by tests. */
public final class TurnedClock extends Clock {

    private volatile Duration shift = Duration.ZERO;

    public void turn(Duration by) {
        shift = shift.plus(by);
    }

    public void turnBack() {
        shift = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Tests tell time in UTC");
    }
}
