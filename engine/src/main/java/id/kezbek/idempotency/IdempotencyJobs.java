package id.kezbek.idempotency;

import id.kezbek.jobs.Job;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clean-up of stored responses. */
@Configuration(proxyBeanMethods = false)
class IdempotencyJobs {

    @Bean
    Job forgetFirstAnswersJob(ForgetFirstAnswers forgetFirstAnswers) {
        return Job.named("forget-first-answers", "Deletes stored responses of idempotency keys after thirty days.")
                .every(Duration.ofHours(1))
                .counts("stored responses deleted", forgetFirstAnswers::forget);
    }
}
