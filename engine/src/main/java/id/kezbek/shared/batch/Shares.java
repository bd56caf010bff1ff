package id.kezbek.shared.batch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many places of something that all share each one takes at a time, so that nobody takes them all.
 *
 * @param <K> who takes places
 */
public final class Shares<K> {

    private final int largest;
    /** Those who hold a place; nobody who holds none is in it. */
    private final ConcurrentMap<K, Integer> taken = new ConcurrentHashMap<>();

    /** @param largest how many places one may take at a time */
    public Shares(int largest) {
        this.largest = largest;
    }

    /** Whether a place was taken, which {@link #leave} gives back. */
    public boolean enter(K who) {
        boolean[] entered = new boolean[1];
        taken.compute(who, (same, places) -> {
            int now = places == null ? 0 : places;
            entered[0] = now < largest;
            return entered[0] ? Integer.valueOf(now + 1) : places;
        });
        return entered[0];
    }

    public void leave(K who) {
        taken.compute(who, (same, places) -> places == null || places == 1 ? null : places - 1);
    }

    /** How many places somebody holds. */
    int of(K who) {
        return taken.getOrDefault(who, 0);
    }
}
