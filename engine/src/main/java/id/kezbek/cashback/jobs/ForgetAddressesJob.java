package id.kezbek.cashback.jobs;

import id.kezbek.cashback.retention.ForgetAddresses;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Deletes e-mail addresses from old purchases. */
@Component
class ForgetAddressesJob implements Job {

    private final ForgetAddresses forget;

    ForgetAddressesJob(ForgetAddresses forget) {
        this.forget = forget;
    }

    @Override
    public String name() {
        return "forget-purchase-addresses";
    }

    @Override
    public String purpose() {
        return "Deletes e-mail addresses from old purchases.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 50 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forget.run(), "addresses deleted");
    }
}
