package id.kezbek.payouts.pricing;

import id.kezbek.payouts.records.Payouts;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * After a wallet's minimum was lowered, releases the payouts that reach the new minimum. The job also releases payouts
 * that were ordered while the change was made.
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

    /** For the job: releases all such payouts, at most a hundred thousand per run, and returns their number. */
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

    /**
     * Releases up to 100 payouts, each wallet's smallest first, in the caller's transaction if there is one. Returns
     * their number.
     */
    int releaseSome() {
        return payouts.releaseFromMinimum(clock.instant(), AT_ONCE);
    }
}
