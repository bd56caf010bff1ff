package id.kezbek.shared.batch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A bulkhead: limits the number of permits that each party holds at the same time.
 *
 * @param <K> the parties
 */
public final class Shares<K> {

    private final int largest;
    /** The number of permits held by each party; parties without a permit are removed. */
    private final ConcurrentMap<K, Integer> taken = new ConcurrentHashMap<>();

    /** @param largest the maximum number of permits of one party */
    public Shares(int largest) {
        this.largest = largest;
    }

    /** Takes a permit, which {@link #leave} must return. Returns false if the party already holds its maximum. */
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

    /** The number of permits that a party holds. */
    int of(K who) {
        return taken.getOrDefault(who, 0);
    }
}
