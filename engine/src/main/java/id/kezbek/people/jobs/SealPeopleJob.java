package id.kezbek.people.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.people.PeopleRows;
import id.kezbek.people.sealing.SealPeople;
import org.springframework.stereotype.Component;

/** Seals names and addresses of people that engines of earlier versions wrote in clear. */
@Component
class SealPeopleJob implements Job {

    private final SealPeople sealPeople;

    SealPeopleJob(SealPeople sealPeople) {
        this.sealPeople = sealPeople;
    }

    @Override
    public String name() {
        return "seal-people";
    }

    @Override
    public String purpose() {
        return "Seals names and addresses of people that earlier versions stored in clear.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Cron("0 10 3 * * *");
    }

    @Override
    public JobOutcome run() {
        PeopleRows.Sealed run = sealPeople.run();
        return run.left() == 0
                ? JobOutcome.counted(run.sealed(), "rows were sealed")
                : new JobOutcome.Alarm(run.sealed() + " rows were sealed, " + run.left()
                        + " left: the log and the security events name the first; check them");
    }
}
