package id.kezbek.trials.bench.road;

import id.kezbek.trials.bench.Measured;
import id.kezbek.trials.bench.road.measure.Clocks;

/**
 * The result over all rounds of a case. A round is a load and the time until all its payouts and e-mails are done.
 *
 * @param accepted the accepted purchases during the loads
 * @param underLoad the counts of the doubles during the loads
 * @param inAll the counts of the doubles in the whole rounds
 * @param backlog the sum of the unfinished work at the ends of the loads
 * @param rounds the number of rounds in this sum
 * @param drainNanos the time after the loads until all work was done
 * @param clocks the processor times of the whole rounds
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

    /** The processor time of engines and PostgreSQL together, per purchase. */
    double microsEach() {
        return each(clocks.engines() + clocks.of(Clocks.POSTGRES));
    }

    double paidPerSecond() {
        return perSecond(underLoad.paid(), accepted.nanos());
    }

    double mailedPerSecond() {
        return perSecond(underLoad.mails(), accepted.nanos());
    }

    /** Purchases per second, including payouts and e-mails, over the time of the loads and the time after the loads. */
    double sustainedPerSecond() {
        return perSecond(purchases(), accepted.nanos() + drainNanos);
    }

    private static double perSecond(long count, long nanos) {
        return nanos == 0 ? 0 : count * 1e9 / nanos;
    }
}
