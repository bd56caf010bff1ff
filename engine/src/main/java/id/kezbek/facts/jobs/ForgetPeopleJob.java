package id.kezbek.facts.jobs;

import id.kezbek.facts.retention.ForgetPeople;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Deletes personal data from events that all consumers have read. */
@Component
class ForgetPeopleJob implements Job {

    private final ForgetPeople forgetPeople;

    ForgetPeopleJob(ForgetPeople forgetPeople) {
        this.forgetPeople = forgetPeople;
    }

    @Override
    public String name() {
        return "forget-people-in-facts";
    }

    @Override
    public String purpose() {
        return "Deletes numbers, addresses and references from events that all consumers have processed.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 10 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetPeople.run(), "events without personal data now");
    }
}
