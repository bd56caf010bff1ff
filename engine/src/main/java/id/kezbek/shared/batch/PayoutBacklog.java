package id.kezbek.shared.batch;

import org.springframework.stereotype.Component;

/**
 * Whether more payouts are due than this process can claim at once. If so, other background work uses less capacity, so
 * that more is left for payouts.
 */
@Component
public class PayoutBacklog {

    private volatile boolean isThere;

    public boolean isThere() {
        return isThere;
    }

    /** Dispatch calls this method after each claim. */
    public void isThere(boolean found) {
        isThere = found;
    }
}
