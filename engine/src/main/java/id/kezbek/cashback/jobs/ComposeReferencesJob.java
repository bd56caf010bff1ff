package id.kezbek.cashback.jobs;

import id.kezbek.cashback.retention.ComposeReferences;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Adds the present form of older references. */
@Component
class ComposeReferencesJob implements Job {

    private static final Duration LONGEST = Duration.ofHours(6);
    private final ComposeReferences composeReferences;

    ComposeReferencesJob(ComposeReferences composeReferences) {
        this.composeReferences = composeReferences;
    }

    @Override
    public String name() {
        return "compose-references";
    }

    @Override
    public String purpose() {
        return "Changes references that older engines stored to Unicode NFC.";
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
        return JobOutcome.counted(composeReferences.run(), "references changed to Unicode NFC");
    }
}
