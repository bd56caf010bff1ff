package id.kezbek.trials.torture.calls;

import java.time.Instant;

/**
 * A caller's request and its result.
 *
 * @param process the engine process that got the request
 */
public record Call(Instant at, Instant until, String process, Asked asked, Told told) {

    @Override
    public String toString() {
        return "requested " + asked + " from " + process + " until " + until + ": " + told;
    }
}
