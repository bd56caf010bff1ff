package id.kezbek.jobs.running;

import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How jobs stand, tagged by {@link #JOB}: {@code cezbek.job.overdue} (for how long it should have run, in seconds),
 * {@code cezbek.job.alarm} (1 where its last run found what people must look at) and {@code cezbek.job.broken} (1 where
 * its last run broke off) and {@code cezbek.job.lost} (how many of its last runs died with their process, as long as it is
 * due by itself: one that was switched off kills no further process, and no run of it would ever end the succession).
 * Only processes that look at jobs have them: elsewhere they would stand at 0 and say that all is well.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class JobGauges {

    /**
     * The tag that names a job. Not "job": that is Prometheus's own label of whom it scrapes, and it moves a figure's
     * label of the same name out of the way, where no alert looks for it.
     */
    static final String JOB = "job_name";

    private final Map<String, Duration> overdue = new ConcurrentHashMap<>();
    private final Map<String, JobRun.State> last = new ConcurrentHashMap<>();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();

    JobGauges(Jobs jobs, MeterRegistry meters) {
        for (String job : jobs.names()) {
            Tags tags = Tags.of(JOB, job);
            Gauge.builder(
                            "cezbek.job.overdue",
                            () -> overdue.getOrDefault(job, Duration.ZERO).toSeconds())
                    .description("For how long a job should have run by now")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(meters);
            Gauge.builder("cezbek.job.alarm", () -> last.get(job) == JobRun.State.ALARM ? 1 : 0)
                    .description("Whether a job's last run found what people must look at")
                    .tags(tags)
                    .register(meters);
            Gauge.builder("cezbek.job.broken", () -> isBroken(job) ? 1 : 0)
                    .description("Whether a job's last run broke off")
                    .tags(tags)
                    .register(meters);
            Gauge.builder(
                            "cezbek.job.lost",
                            () -> jobs.require(job).schedule() instanceof JobSchedule.OnRequest
                                    ? 0
                                    : lost.getOrDefault(job, 0))
                    .description(
                            "How many of a job's last runs, one after the other, ended with their process; 0 while it is"
                                    + " switched off")
                    .tags(tags)
                    .register(meters);
        }
    }

    void overdue(String job, Duration late) {
        overdue.put(job, late);
    }

    /** A run under way says nothing yet: the gauge stays at what the one before it said. */
    void show(Map<String, LatestRun> latest) {
        latest.forEach((job, run) -> {
            lost.put(job, run.lost());
            if (run.run().endedAt() != null) {
                last.put(job, run.run().state());
            }
        });
    }

    private boolean isBroken(String job) {
        JobRun.State state = last.get(job);
        return state != null && state.isBroken();
    }
}
