package id.kezbek.billing.jobs;

import id.kezbek.billing.terms.BeginLimits;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Checks several times per second whether new limits can come into force. A check is cheap, because the table of new
 * limits is nearly always empty.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class FundingTermsSchedule {

    private final BeginLimits beginLimits;

    FundingTermsSchedule(BeginLimits beginLimits) {
        this.beginLimits = beginLimits;
    }

    @Scheduled(fixedDelayString = "${cezbek.billing.limits-interval:250ms}")
    void run() {
        beginLimits.run();
    }
}
