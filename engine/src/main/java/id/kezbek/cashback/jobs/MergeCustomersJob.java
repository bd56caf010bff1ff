package id.kezbek.cashback.jobs;

import id.kezbek.cashback.retention.MergeCustomers;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Merges rows of one customer with several notations of the number. */
@Component
class MergeCustomersJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(6);
    private final MergeCustomers mergeCustomers;

    MergeCustomersJob(MergeCustomers mergeCustomers) {
        this.mergeCustomers = mergeCustomers;
    }

    @Override
    public String name() {
        return "merge-customers";
    }

    @Override
    public String purpose() {
        return "Merges rows of one customer whose number older engines stored in several notations, and lists"
                + " invalid numbers.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(Duration.ofDays(1));
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        MergeCustomers.Run run = mergeCustomers.run();
        String words = run.renamed() + " customers renamed, " + run.merged() + " merged, " + run.impossible()
                + " invalid numbers listed, " + run.left() + " left for the next run";
        if (run.impossible() > 0 || run.left() > 0) {
            return new JobOutcome.Alarm(words);
        }
        return run.renamed() + run.merged() == 0 ? new JobOutcome.NothingDue() : new JobOutcome.Done(words);
    }
}
