package id.kezbek.people.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.people.PeopleRows;
import id.kezbek.people.sealing.SealPeople;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that seals people's data. */
@Configuration(proxyBeanMethods = false)
class PeopleJobs {

    @Bean
    Job sealPeopleJob(SealPeople sealPeople) {
        return Job.named(
                        "seal-people",
                        "Seals names and addresses of people that earlier versions stored in clear text.")
                .cron("0 10 3 * * *")
                .runs(() -> rowsSealed(sealPeople.run()));
    }

    private static JobOutcome rowsSealed(PeopleRows.Sealed run) {
        return run.left() == 0
                ? JobOutcome.counted(run.sealed(), "rows were sealed")
                : new JobOutcome.Alarm(run.sealed() + " rows were sealed, " + run.left()
                        + " left unchanged; check them: the log and the security events name the first ones");
    }
}
