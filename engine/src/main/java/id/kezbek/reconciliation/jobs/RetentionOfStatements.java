package id.kezbek.reconciliation.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.reconciliation.imports.ForgetStatements;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention of customers' data in statements. */
@Configuration(proxyBeanMethods = false)
class RetentionOfStatements {

    private static final Duration LONGEST = Duration.ofHours(6);

    @Bean
    Job forgetOldStatementsJob(ForgetStatements forgetStatements) {
        return Job.named(
                        "forget-old-statements",
                        "Removes customers' numbers from old statement lines, and deletes the files of old and of refused statements.")
                .cron("0 50 3 * * *")
                .longest(LONGEST)
                .runs(() -> {
                    ForgetStatements.Run run = forgetStatements.run();
                    return JobOutcome.counted(
                            run.numbers() + run.files(), "numbers and files of old statements removed");
                });
    }
}
