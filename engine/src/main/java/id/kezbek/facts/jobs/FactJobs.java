package id.kezbek.facts.jobs;

import id.kezbek.facts.retention.ForgetPeople;
import id.kezbek.jobs.Job;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clean-up of events. */
@Configuration(proxyBeanMethods = false)
class FactJobs {

    @Bean
    Job forgetPeopleJob(ForgetPeople forgetPeople) {
        return Job.named(
                        "forget-people-in-facts",
                        "Deletes phone numbers, e-mail addresses and purchase references from events that all"
                                + " consumers have processed.")
                .cron("0 10 3 * * *")
                .counts("events stripped of personal data", forgetPeople::run);
    }
}
