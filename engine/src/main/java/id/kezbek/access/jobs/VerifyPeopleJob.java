package id.kezbek.access.jobs;

import id.kezbek.access.people.VerifyPeople;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks for staff and officers whose rows are not believed, and for two who share a mailbox. */
@Component
class VerifyPeopleJob implements Job {

    private final VerifyPeople people;

    VerifyPeopleJob(VerifyPeople people) {
        this.people = people;
    }

    @Override
    public String name() {
        return "verify-people";
    }

    @Override
    public String purpose() {
        return "Looks for rows of staff and officers that the engine did not write, and for people who share a mailbox.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofHours(1));
    }

    @Override
    public JobOutcome run() {
        VerifyPeople.Found found = people.look();
        if (!found.notBelieved().isEmpty()) {
            return new JobOutcome.Alarm(
                    "rows that the engine did not write: " + String.join(", ", found.notBelieved()));
        }
        if (!found.sharing().isEmpty()) {
            return new JobOutcome.Done("rows with the mailbox of an earlier person; remove one of the two: "
                    + String.join(", ", found.sharing()));
        }
        return new JobOutcome.Done(found.rows() + " rows are believed");
    }
}
