package id.kezbek.access.jobs;

import id.kezbek.access.pool.AlignUserPool;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Compares people with the user pool, where one vouches for them. */
@Component
@ConditionalOnProperty(name = "cezbek.identity", havingValue = "cognito")
class AlignUserPoolJob implements Job {

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final String WHAT = "users disabled and sessions ended";

    private final AlignUserPool alignUserPool;

    AlignUserPoolJob(AlignUserPool alignUserPool) {
        this.alignUserPool = alignUserPool;
    }

    @Override
    public String name() {
        return "align-user-pool";
    }

    @Override
    public String purpose() {
        return "Disables removed people in the user pool, and ends the sessions of people disabled there.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(EVERY);
    }

    @Override
    public JobOutcome run() {
        AlignUserPool.Aligned aligned = alignUserPool.run(EVERY.dividedBy(2));
        int differed = aligned.dismissed() + aligned.sessionsEnded();
        return aligned.failed() == 0
                ? JobOutcome.counted(differed, WHAT)
                : new JobOutcome.Alarm(
                        differed + " " + WHAT + ", " + aligned.failed() + " users could not be compared; see the log");
    }
}
