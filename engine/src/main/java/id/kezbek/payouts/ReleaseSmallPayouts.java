package id.kezbek.payouts;

import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Releases payouts that were held because their wallet takes no amount so small, where it takes them now: its minimum was
 * lowered. Whoever was ordered under the old minimum while that changed is found by the job.
 */
@Component
public class ReleaseSmallPayouts {

    private static final int AT_ONCE = 100;
    private static final int LISTS_MAX = 1_000;

    private final Payouts payouts;
    private final Clock clock;

    ReleaseSmallPayouts(Payouts payouts, Clock clock) {
        this.payouts = payouts;
        this.clock = clock;
    }

    /** For the job: releases all, at most a hundred thousand; returns how many. */
    public int run() {
        int released = 0;
        for (int list = 0; list < LISTS_MAX; list++) {
            int next = releaseSome();
            released += next;
            if (next < AT_ONCE) {
                break;
            }
        }
        return released;
    }

    /** Releases the oldest, in the caller's transaction where there is one; returns how many. */
    int releaseSome() {
        return payouts.releaseFromMinimum(clock.instant(), AT_ONCE);
    }
}
