package id.kezbek.payouts.dispatch;

import id.kezbek.payouts.records.Attempt;
import java.util.HashMap;
import java.util.Map;

/**
 * The send slots that one dispatch has reserved: slots of this process and slots of each provider. Closing the
 * reservation frees the unused slots, also after a rollback. Not thread-safe.
 */
public final class Reservation implements AutoCloseable {

    private final Sending sending;
    private final Map<String, Integer> turns = new HashMap<>();
    private int places;

    Reservation(Sending sending, int places) {
        this.sending = sending;
        this.places = places;
    }

    /** The number of attempts that may still be sent. */
    int places() {
        return places;
    }

    /** Reserves a slot of the provider; false if none is free. */
    public boolean takeTurn(String provider) {
        boolean taken = sending.takeTurn(provider);
        if (taken) {
            turns.merge(provider, 1, Integer::sum);
        }
        return taken;
    }

    /** Frees the provider's slot of an attempt that was not recorded. */
    void returnTurn(String provider) {
        turns.merge(provider, -1, Integer::sum);
        sending.turns(provider).release();
    }

    /** Frees the providers' slots of all attempts that were not sent. */
    void returnTurns() {
        turns.forEach((provider, unused) -> sending.turns(provider).release(unused));
        turns.clear();
    }

    /** Sends an attempt, which uses one slot of the process and one slot of its provider. */
    public void send(Attempt attempt) {
        sending.send(attempt);
        turns.merge(attempt.provider(), -1, Integer::sum);
        places--;
    }

    @Override
    public void close() {
        returnTurns();
        sending.giveBack(places);
        places = 0;
    }
}
