package id.kezbek.cashback.jobs;

import id.kezbek.cashback.retention.ForgetPeriods;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Deletes customers' cap totals of old periods. */
@Component
class ForgetPeriodsJob implements Job {

    private final ForgetPeriods forgetPeriods;

    ForgetPeriodsJob(ForgetPeriods forgetPeriods) {
        this.forgetPeriods = forgetPeriods;
    }

    @Override
    public String name() {
        return "forget-periods";
    }

    @Override
    public String purpose() {
        return "Deletes customers' cap totals of periods that ended long ago.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 30 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetPeriods.forget(), "totals deleted");
    }
}
