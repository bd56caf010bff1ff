package id.kezbek.trials.torture.calls;

import java.time.Instant;

/**
 * One call of a caller and what it was told.
 *
 * @param process the engine process that was called
 */
public record Call(Instant at, Instant until, String process, Asked asked, Told told) {

    @Override
    public String toString() {
        return "asked " + process + " for " + asked + " until " + until + ": " + told;
    }
}
