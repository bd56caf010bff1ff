package id.kezbek.approvals.jobs;

import id.kezbek.approvals.ExpireApprovals;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends overdue proposals every minute; several processes at once do no harm. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class ExpireSchedule {

    private final ExpireApprovals expireApprovals;

    ExpireSchedule(ExpireApprovals expireApprovals) {
        this.expireApprovals = expireApprovals;
    }

    @Scheduled(fixedDelayString = "${cezbek.approvals.expire-interval:PT1M}")
    void run() {
        expireApprovals.expire();
    }
}
