package id.kezbek.payouts.jobs;

import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Releases payouts that the partner's funds now cover, if the transaction that changed the funds did not release them.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class FundingSchedule {

    private final ReleaseFunded releaseFunded;

    FundingSchedule(ReleaseFunded releaseFunded) {
        this.releaseFunded = releaseFunded;
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.release-interval:5s}")
    void run() {
        releaseFunded.releaseAll();
    }
}
