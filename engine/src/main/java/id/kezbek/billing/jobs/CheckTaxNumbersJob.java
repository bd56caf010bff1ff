package id.kezbek.billing.jobs;

import id.kezbek.billing.coretax.TaxNumbers;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.util.List;
import org.springframework.stereotype.Component;

/** Warns before the 20th about last month's invoices that have no tax invoice number. */
@Component
class CheckTaxNumbersJob implements Job {

    private final TaxNumbers work;

    CheckTaxNumbersJob(TaxNumbers work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "check-tax-numbers";
    }

    @Override
    public String purpose() {
        return "Warns before the 20th about last month's invoices that have no tax invoice number.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 0 8 * * *");
    }

    @Override
    public JobOutcome run() {
        List<String> missing = work.missing();
        return missing.isEmpty()
                ? new JobOutcome.NothingDue()
                : new JobOutcome.Alarm(
                        missing.size() + " invoices of last month have no tax invoice number; upload the invoices to"
                                + " Coretax before the 20th and import the numbers");
    }
}
