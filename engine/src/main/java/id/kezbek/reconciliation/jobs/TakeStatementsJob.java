package id.kezbek.reconciliation.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Imports statements from the folder of the file store. */
@Component
class TakeStatementsJob implements Job {

    private final TakeStatements take;

    TakeStatementsJob(TakeStatements take) {
        this.take = take;
    }

    @Override
    public String name() {
        return "take-statements";
    }

    @Override
    public String purpose() {
        return "Imports providers' statements from the folder in the file store.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofMinutes(5));
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(30);
    }

    @Override
    public JobOutcome run() {
        TakeStatements.Taken taken = take.run();
        return taken.refused() > 0
                ? new JobOutcome.Alarm(
                        taken.refused()
                                + " statements were refused; the files are in statements-refused, and the list of statements shows the reasons")
                : JobOutcome.counted(taken.imported(), "statements imported");
    }
}
