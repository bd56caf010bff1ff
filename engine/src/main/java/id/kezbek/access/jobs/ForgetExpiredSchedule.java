package id.kezbek.access.jobs;

import id.kezbek.access.ForgetExpired;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets expired signatures and tokens every few minutes; several processes at once do no harm. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class ForgetExpiredSchedule {

    private final ForgetExpired forgetExpired;

    ForgetExpiredSchedule(ForgetExpired forgetExpired) {
        this.forgetExpired = forgetExpired;
    }

    @Scheduled(
            initialDelayString = "${cezbek.access.forget-interval:PT5M}",
            fixedDelayString = "${cezbek.access.forget-interval:PT5M}")
    void run() {
        forgetExpired.forget();
    }
}
