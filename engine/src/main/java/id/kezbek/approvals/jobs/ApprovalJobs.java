package id.kezbek.approvals.jobs;

import id.kezbek.approvals.audit.ForgetDetails;
import id.kezbek.approvals.records.ExpireApprovals;
import id.kezbek.jobs.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clean-up jobs for proposals and the audit log. */
@Configuration(proxyBeanMethods = false)
class ApprovalJobs {

    @Bean
    Job expireApprovalsJob(ExpireApprovals expireApprovals) {
        return Job.named("expire-approvals", "Closes proposals that were not decided in time.")
                .every(Duration.ofMinutes(1))
                .counts("proposals expired", expireApprovals::expire);
    }

    @Bean
    Job forgetDetailsJob(ForgetDetails forgetDetails) {
        return Job.named("forget-audit-details", "Deletes names and addresses of people from old audit entries.")
                .cron("0 55 3 * * *")
                .counts("details deleted", forgetDetails::run);
    }
}
