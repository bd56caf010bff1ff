package id.kezbek.trials.bench.road;

import id.kezbek.trials.bench.Measured;
import id.kezbek.trials.bench.road.measure.Clocks;

/**
 * What the road came to, over all rounds of a case. A round is a load and the time until all that follows from it is
 * done.
 *
 * @param accepted during the loads
 * @param underLoad what the doubles saw during the loads
 * @param inAll what they saw of the whole rounds
 * @param backlog left when the loads ended, added up
 * @param rounds how many loads ended so
 * @param drainNanos how long it then took until all was done
 * @param clocks of the whole rounds
 */
record RoadResult(
        Measured accepted,
        Counts underLoad,
        Counts inAll,
        Backlog backlog,
        int rounds,
        long drainNanos,
        Clocks clocks) {

    static final RoadResult NOTHING =
            new RoadResult(Measured.NOTHING, Counts.NONE, Counts.NONE, new Backlog(0, 0, 0), 0, 0, Clocks.ZERO);

    RoadResult plus(RoadResult other) {
        return new RoadResult(
                accepted.plus(other.accepted),
                underLoad.plus(other.underLoad),
                inAll.plus(other.inAll),
                backlog.plus(other.backlog),
                rounds + other.rounds,
                drainNanos + other.drainNanos,
                clocks.plus(other.clocks));
    }

    long purchases() {
        return accepted.purchases();
    }

    double each(long micros) {
        return purchases() == 0 ? 0 : (double) micros / purchases();
    }

    /** Engines and PostgreSQL together. */
    double microsEach() {
        return each(clocks.engines() + clocks.of(Clocks.POSTGRES));
    }

    double paidPerSecond() {
        return perSecond(underLoad.paid(), accepted.nanos());
    }

    double mailedPerSecond() {
        return perSecond(underLoad.mails(), accepted.nanos());
    }

    /** Purchases a second with all that follows from them, the time after the loads included. */
    double sustainedPerSecond() {
        return perSecond(purchases(), accepted.nanos() + drainNanos);
    }

    private static double perSecond(long count, long nanos) {
        return nanos == 0 ? 0 : count * 1e9 / nanos;
    }
}
