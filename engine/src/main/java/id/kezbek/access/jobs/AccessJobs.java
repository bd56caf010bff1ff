package id.kezbek.access.jobs;

import id.kezbek.access.emergency.CheckBreakGlass;
import id.kezbek.access.people.VerifyPeople;
import id.kezbek.access.pool.AlignUserPool;
import id.kezbek.access.retention.ForgetExpired;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessJobs {

    private static final Duration ALIGN_EVERY = Duration.ofSeconds(30);
    private static final String ALIGNED = "users disabled and sessions ended";

    @Bean
    Job forgetExpiredJob(ForgetExpired forgetExpired) {
        return Job.named("forget-expired", "Deletes expired signatures and refresh tokens.")
                .every(Duration.ofMinutes(5))
                .counts("signatures and tokens deleted", forgetExpired::forget);
    }

    @Bean
    Job checkBreakGlassJob(CheckBreakGlass checkBreakGlass) {
        return Job.named("check-break-glass", "Warns every day until used break-glass codes are replaced.")
                .cron("0 0 8 * * *")
                .runs(() -> used(checkBreakGlass.used()));
    }

    private static JobOutcome used(long codes) {
        return codes == 0
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Alarm(
                        codes + " break-glass codes in the settings are used: create new codes (docs/operations.md)");
    }

    @Bean
    Job verifyPeopleJob(VerifyPeople verifyPeople) {
        return Job.named(
                        "verify-people",
                        "Finds rows of staff and officers that the engine did not write, and people who share a"
                                + " mailbox.")
                .every(Duration.ofHours(1))
                .runs(() -> found(verifyPeople.look()));
    }

    private static JobOutcome found(VerifyPeople.Found found) {
        if (!found.notBelieved().isEmpty()) {
            return new JobOutcome.Alarm(
                    "rows that the engine did not write: " + String.join(", ", found.notBelieved()));
        }
        if (!found.sharing().isEmpty()) {
            return new JobOutcome.Done("rows with a mailbox that already belongs to another person;"
                    + " remove one of the two people: "
                    + String.join(", ", found.sharing()));
        }
        return new JobOutcome.Done(found.rows() + " rows are valid");
    }

    /** This job exists only if the installation uses a user pool. */
    @Bean
    @ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
    Job alignUserPoolJob(AlignUserPool alignUserPool) {
        return Job.named(
                        "align-user-pool",
                        "Disables removed people in the user pool, and ends the sessions of people disabled there.")
                .every(ALIGN_EVERY)
                .runs(() -> aligned(alignUserPool.run(ALIGN_EVERY.dividedBy(2))));
    }

    private static JobOutcome aligned(AlignUserPool.Aligned aligned) {
        int differed = aligned.dismissed() + aligned.sessionsEnded();
        return aligned.failed() == 0
                ? JobOutcome.counted(differed, ALIGNED)
                : new JobOutcome.Alarm(differed + " " + ALIGNED + ", " + aligned.failed()
                        + " users could not be compared; see the log");
    }
}
