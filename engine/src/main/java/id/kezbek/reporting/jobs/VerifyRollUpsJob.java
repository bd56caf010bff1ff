package id.kezbek.reporting.jobs;

import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.reporting.rollup.Copies;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.reporting.verdict.VerifyRollUps;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Retries the dead letters of the roll-ups, and then compares the roll-ups with the ledger. */
@Component
class VerifyRollUpsJob implements Job {

    private static final Duration EVERY = Duration.ofMinutes(15);

    private final Copies copies;
    private final RollUps rollUps;
    private final VerifyRollUps verify;

    VerifyRollUpsJob(Copies copies, RollUps rollUps, VerifyRollUps verify) {
        this.copies = copies;
        this.rollUps = rollUps;
        this.verify = verify;
    }

    @Override
    public String name() {
        return "verify-roll-ups";
    }

    @Override
    public String purpose() {
        return "Compares the roll-ups with the ledger by account, day and kind of movement.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(EVERY);
    }

    @Override
    public JobOutcome run() {
        copies.all().stream().filter(Copies.Copy::isFilled).forEach(rollUps::retry);
        return verify.verifyDue()
                .map(VerifyRollUpsJob::outcome)
                .orElseGet(
                        () -> new JobOutcome.Alarm("the roll-ups are too far behind the events; nothing was compared"));
    }

    private static JobOutcome outcome(VerifyRollUps.Compared compared) {
        return compared.different() > 0
                ? new JobOutcome.Alarm(compared.different() + " of "
                        + compared.days().size() + " days differ from the ledger, by " + compared.residual())
                : JobOutcome.counted(
                        compared.days().size(), "days equal the ledger or contain events of an earlier version");
    }
}
