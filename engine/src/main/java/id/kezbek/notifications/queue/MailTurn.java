package id.kezbek.notifications.queue;

import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Gives purchases and payouts priority over e-mails: a sender pauses while this process has a backlog of purchases or
 * payouts. The pause is short, so e-mails are still sent slowly under permanent load.
 */
@Component
public class MailTurn {

    /** If purchases wait as long as this, e-mails pause. Shorter waits of purchases are acceptable. */
    private static final Duration CALLERS_WAIT = Duration.ofMillis(25);

    private static final Duration STEP = Duration.ofMillis(5);

    private final WaitingCallers callers;
    private final PayoutBacklog payouts;
    private final Duration longest;

    MailTurn(
            WaitingCallers callers,
            PayoutBacklog payouts,
            @Value("${cezbek.notifications.longest-yield:50ms}") Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("cezbek.notifications.longest-yield must not be below zero");
        }
        this.callers = callers;
        this.payouts = payouts;
        this.longest = longest;
    }

    boolean isOthers() {
        return payouts.isThere() || callers.areWaiting(CALLERS_WAIT);
    }

    /** Pauses while work of higher priority is waiting, up to the maximum time. */
    public void await() {
        long began = System.nanoTime();
        try {
            while (isOthers() && System.nanoTime() - began < longest.toNanos()) {
                Thread.sleep(STEP);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
