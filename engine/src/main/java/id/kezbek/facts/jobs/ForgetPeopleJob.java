package id.kezbek.facts.jobs;

import id.kezbek.facts.ForgetPeople;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import org.springframework.stereotype.Component;

/** Takes personal data out of facts that all their readers have passed. */
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
        return "Takes numbers, addresses and references out of facts that all their readers have passed.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 10 3 * * *");
    }

    @Override
    public JobOutcome run() {
        return JobOutcome.counted(forgetPeople.run(), "facts lost personal data");
    }
}
