package id.kezbek.payouts.jobs;

import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The fixed schedules of payouts. Any number of processes may run each schedule at once; claims prevent duplicate work.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class PayoutSchedules {

    private final Dispatch dispatch;
    private final Inquiry inquiry;
    private final LateChecks lateChecks;
    private final ReceiveCallback callbacks;

    PayoutSchedules(Dispatch dispatch, Inquiry inquiry, LateChecks lateChecks, ReceiveCallback callbacks) {
        this.dispatch = dispatch;
        this.inquiry = inquiry;
        this.lateChecks = lateChecks;
        this.callbacks = callbacks;
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.inquiry-poll-interval:1s}")
    void recoverAndInquire() {
        inquiry.recoverAbandoned();
        inquiry.run();
    }

    /** Late checks have their own schedule, so that inquiries about unknown attempts do not wait for late checks. */
    @Scheduled(fixedDelayString = "${cezbek.payouts.inquiry-poll-interval:1s}")
    void checkLate() {
        callbacks.applyOpen();
        lateChecks.run();
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.release-interval:5s}")
    void releaseHeld() {
        dispatch.releaseHeld();
    }
}
