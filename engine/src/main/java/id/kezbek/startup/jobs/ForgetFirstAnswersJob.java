package id.kezbek.startup.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.idempotency.ForgetFirstAnswers;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Deletes expired stored responses. */
@Component
class ForgetFirstAnswersJob implements Job {

    private final ForgetFirstAnswers forgetFirstAnswers;

    ForgetFirstAnswersJob(ForgetFirstAnswers forgetFirstAnswers) {
        this.forgetFirstAnswers = forgetFirstAnswers;
    }

    @Override
    public String name() {
        return "forget-first-answers";
    }

    @Override
    public String purpose() {
        return "Deletes stored responses of idempotency keys after thirty days.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofHours(1));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetFirstAnswers.forget(), "stored responses deleted");
    }
}
