package id.kezbek.shared.batch;

import org.springframework.stereotype.Component;

/** Whether more payouts are due than this process can claim at once, so that later work leaves them capacity. */
@Component
public class PayoutBacklog {

    private volatile boolean isThere;

    public boolean isThere() {
        return isThere;
    }

    /** Called by dispatch after each claim. */
    public void isThere(boolean found) {
        isThere = found;
    }
}
