package id.kezbek.shared.idempotency.jobs;

import id.kezbek.shared.idempotency.ForgetFirstAnswers;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets old first answers every hour; several processes at once do no harm. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class ForgetFirstAnswersSchedule {

    private final ForgetFirstAnswers forgetFirstAnswers;

    ForgetFirstAnswersSchedule(ForgetFirstAnswers forgetFirstAnswers) {
        this.forgetFirstAnswers = forgetFirstAnswers;
    }

    @Scheduled(
            initialDelayString = "${cezbek.idempotency.forget-interval:PT1H}",
            fixedDelayString = "${cezbek.idempotency.forget-interval:PT1H}")
    void run() {
        forgetFirstAnswers.forget();
    }
}
