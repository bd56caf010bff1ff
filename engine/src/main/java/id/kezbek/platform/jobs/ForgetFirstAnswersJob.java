package id.kezbek.platform.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.idempotency.ForgetFirstAnswers;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets first answers when their time is over. */
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
        return "Forgets the answers kept under Idempotency-Keys when their thirty days are over.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofHours(1));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetFirstAnswers.forget(), "first answers forgotten");
    }
}
