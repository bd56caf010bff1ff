package id.kezbek.privacy.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.privacy.requests.ForgetRequests;
import org.springframework.stereotype.Component;

/** Deletes the personal data of undecided requests. */
@Component
class ForgetRequestsJob implements Job {

    private final ForgetRequests forget;

    ForgetRequestsJob(ForgetRequests forget) {
        this.forget = forget;
    }

    @Override
    public String name() {
        return "forget-customer-requests";
    }

    @Override
    public String purpose() {
        return "Deletes the personal data of undecided requests about customers.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 20 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forget.run(), "requests ended");
    }
}
