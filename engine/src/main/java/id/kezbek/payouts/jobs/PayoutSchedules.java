package id.kezbek.payouts.jobs;

import id.kezbek.payouts.Dispatch;
import id.kezbek.payouts.Inquiry;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The fixed schedules of payouts. Each may run on any number of processes at once; the claims keep them apart. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class PayoutSchedules {

    private final Dispatch dispatch;
    private final Inquiry inquiry;

    PayoutSchedules(Dispatch dispatch, Inquiry inquiry) {
        this.dispatch = dispatch;
        this.inquiry = inquiry;
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.inquiry-poll-interval:1s}")
    void recoverAndInquire() {
        inquiry.recoverAbandoned();
        inquiry.run();
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.release-interval:5s}")
    void releaseHeld() {
        dispatch.releaseHeld();
    }
}
