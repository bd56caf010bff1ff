package id.kezbek.billing.jobs;

import id.kezbek.billing.documents.DeliverInvoices;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Stores the files of new invoices and credit notes, and orders their e-mails to officers. */
@Component
class DeliverInvoicesJob implements Job {

    private final DeliverInvoices work;

    DeliverInvoicesJob(DeliverInvoices work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "deliver-invoices";
    }

    @Override
    public String purpose() {
        return "Stores the files of new invoices and credit notes, and orders their e-mails to officers.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(1));
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(work.run(), "invoices and credit notes delivered");
    }
}
