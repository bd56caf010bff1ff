package id.kezbek.cashback.jobs;

import id.kezbek.cashback.ComposeReferences;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Takes older references in the form in which references are compared now. */
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
        return "Takes references that older engines kept as they stood in the form in which references are compared now.";
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
        return JobOutcome.counted(composeReferences.run(), "references taken in the form that is compared");
    }
}
