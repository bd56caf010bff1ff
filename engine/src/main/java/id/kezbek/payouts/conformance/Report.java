package id.kezbek.payouts.conformance;

import java.io.PrintStream;
import java.net.URI;
import java.util.Map;

/**
 * The results of a plan.
 *
 * @param code the provider's code
 * @param results in the order of the promises
 */
public record Report(String code, URI address, Map<Promise, Trial> results) {

    /** True if no promise is broken. */
    public boolean holds() {
        return count(Trial.NotHeld.class) == 0;
    }

    /** Prints one line for each promise, and the totals. */
    public void print(PrintStream out) {
        out.println("Conformance of " + code + " at " + address.getScheme() + "://" + address.getRawAuthority());
        results.forEach((promise, trial) -> out.println(line(promise, trial)));
        out.println("%d held, %d not held, %d not tried"
                .formatted(count(Trial.Held.class), count(Trial.NotHeld.class), count(Trial.NotTried.class)));
    }

    private static String line(Promise promise, Trial trial) {
        return switch (trial) {
            case Trial.Held held -> "held       " + promise.words() + ": " + held.how();
            case Trial.NotHeld notHeld -> "NOT HELD   " + promise.words() + ": " + notHeld.what();
            case Trial.NotTried notTried -> "not tried  " + promise.words() + ": " + notTried.why();
        };
    }

    private long count(Class<? extends Trial> kind) {
        return results.values().stream().filter(kind::isInstance).count();
    }
}
