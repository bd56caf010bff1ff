package id.kezbek.notifications.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.notifications.addresses.ForgetContacts;
import org.springframework.stereotype.Component;

/** Deletes addresses of customers without recent purchases. */
@Component
class ForgetContactsJob implements Job {

    private final ForgetContacts forgetContacts;

    ForgetContactsJob(ForgetContacts forgetContacts) {
        this.forgetContacts = forgetContacts;
    }

    @Override
    public String name() {
        return "forget-contacts";
    }

    @Override
    public String purpose() {
        return "Deletes customers' e-mail addresses without recent purchases.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 30 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetContacts.run(), "addresses deleted");
    }
}
