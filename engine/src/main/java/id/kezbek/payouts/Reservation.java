package id.kezbek.payouts;

import java.util.HashMap;
import java.util.Map;

/**
 * What one dispatch may send: places of this process, and turns at providers that it takes as it routes. Whatever is not
 * handed on with an attempt goes back when it is closed, also where the claim was rolled back. For one thread.
 */
final class Reservation implements AutoCloseable {

    private final Sending sending;
    private final Map<String, Integer> turns = new HashMap<>();
    private int places;

    Reservation(Sending sending, int places) {
        this.sending = sending;
        this.places = places;
    }

    /** How many more attempts may be sent. */
    int places() {
        return places;
    }

    /** Whether the provider has a turn left, which is taken. */
    boolean takeTurn(String provider) {
        boolean taken = sending.turns(provider).tryAcquire();
        if (taken) {
            turns.merge(provider, 1, Integer::sum);
        }
        return taken;
    }

    /** Gives back a turn that was taken for an attempt which is not to be. */
    void returnTurn(String provider) {
        turns.merge(provider, -1, Integer::sum);
        sending.turns(provider).release();
    }

    /** Gives back all turns that were taken for attempts which are not to be. */
    void returnTurns() {
        turns.forEach((provider, unused) -> sending.turns(provider).release(unused));
        turns.clear();
    }

    /** Sends an attempt, which takes one place and its provider's turn with it. */
    void send(Attempt attempt) {
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
