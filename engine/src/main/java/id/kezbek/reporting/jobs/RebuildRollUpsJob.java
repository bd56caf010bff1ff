package id.kezbek.reporting.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.reporting.rebuild.RebuildRollUps;
import id.kezbek.reporting.rebuild.RebuildRollUps.Result;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Recomputes the roll-ups on request. */
@Component
class RebuildRollUpsJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(6);

    private final RebuildRollUps rebuild;

    RebuildRollUpsJob(RebuildRollUps rebuild) {
        this.rebuild = rebuild;
    }

    @Override
    public String name() {
        return "rebuild-roll-ups";
    }

    @Override
    public String purpose() {
        return "Recomputes the roll-ups from the first event. The new roll-ups replace the current ones"
                + " if they are equal to them or closer to the ledger.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.OnRequest();
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        return switch (rebuild.run()) {
            case Result.Swapped swapped
            when swapped.different() == 0 ->
                new JobOutcome.Done("the new roll-ups equal the previous ones and are in use");
            case Result.Swapped swapped ->
                new JobOutcome.Done("the new roll-ups are in use; " + swapped.different()
                        + " rows differed, the difference from the ledger was " + swapped.residualBefore()
                        + " and is " + swapped.residual());
            case Result.Kept kept ->
                new JobOutcome.Alarm("the new roll-ups are not closer to the ledger and were discarded; "
                        + kept.different() + " rows differed, the difference from the ledger is " + kept.residual()
                        + " and would be " + kept.residualOfNew());
            case Result.Behind behind ->
                new JobOutcome.Alarm("events arrived faster than they were read; run the job again to continue");
        };
    }
}
