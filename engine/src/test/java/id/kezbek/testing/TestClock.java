package id.kezbek.testing;

import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The system's clock with an offset that a test can change. */
public final class TestClock extends Clock {

    /** Longer than a class of tests takes on a slow machine. */
    private static final Duration ONE_TEST = Duration.ofMinutes(10);

    private volatile Clock system = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;
    private volatile Duration greatest = Duration.ZERO;

    public void advance(Duration by) {
        set(offset.plus(by));
    }

    /** Stops the clock until {@link #reset} or {@link #goOn}, so that a slow machine changes nothing. */
    public void stop() {
        system = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    }

    public void goOn() {
        system = Clock.systemUTC();
    }

    /** Turns the clock to noon of a day in Jakarta. */
    public void turnTo(LocalDate day) {
        set(Duration.between(
                system.instant(), day.atTime(12, 0).atZone(Jakarta.ZONE).toInstant()));
    }

    /** Turns the clock beyond midnight in Jakarta if that is near, so that what a test does is of one day. */
    public void awayFromMidnight() {
        Instant now = instant();
        if (!Jakarta.dayOf(now).equals(Jakarta.dayOf(now.plus(ONE_TEST)))) {
            advance(ONE_TEST);
        }
    }

    /** Turns the clock past the end of this hour, if the hour ends during a test. */
    public void awayFromFullHour() {
        Instant now = instant();
        if (!now.truncatedTo(ChronoUnit.HOURS).equals(now.plus(ONE_TEST).truncatedTo(ChronoUnit.HOURS))) {
            advance(ONE_TEST);
        }
    }

    /**
     * A day later than all days to which a test has turned the clock. Ids never go back, so models that depend on
     * their order begin here.
     */
    public LocalDate dayNotYetReached() {
        return Jakarta.dayOf(Instant.now().plus(greatest)).plusDays(2);
    }

    private void set(Duration to) {
        offset = to;
        if (to.compareTo(greatest) > 0) {
            greatest = to;
        }
    }

    public void reset() {
        offset = Duration.ZERO;
        goOn();
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
        return system.instant().plus(offset);
    }
}
