package id.kezbek.shared.jobs;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How jobs stand, tagged by {@link JobMeters#JOB}: {@code cezbek.job.overdue} (for how long it should have run, in seconds),
 * {@code cezbek.job.alarm} (1 where its last run found what people must look at) and {@code cezbek.job.broken} (1 where
 * its last run broke off) and {@code cezbek.job.lost} (how many of its last runs died with their process).
 * Only processes that look at jobs have them: elsewhere they would stand at 0 and say that all is well.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class JobGauges {

    private final Map<String, Duration> overdue = new ConcurrentHashMap<>();
    private final Map<String, JobRun.State> last = new ConcurrentHashMap<>();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();

    JobGauges(Jobs jobs, MeterRegistry meters) {
        for (Jobs.Scheduled scheduled : jobs.all()) {
            String job = scheduled.name();
            Gauge.builder(
                            "cezbek.job.overdue",
                            () -> overdue.getOrDefault(job, Duration.ZERO).toSeconds())
                    .description("For how long a job should have run by now")
                    .baseUnit("seconds")
                    .tag(JobMeters.JOB, job)
                    .register(meters);
            Gauge.builder("cezbek.job.alarm", () -> last.get(job) == JobRun.State.ALARM ? 1 : 0)
                    .description("Whether a job's last run found what people must look at")
                    .tag(JobMeters.JOB, job)
                    .register(meters);
            Gauge.builder("cezbek.job.broken", () -> isBroken(job) ? 1 : 0)
                    .description("Whether a job's last run broke off")
                    .tag(JobMeters.JOB, job)
                    .register(meters);
            Gauge.builder("cezbek.job.lost", () -> lost.getOrDefault(job, 0))
                    .description("How many of a job's last runs, one after the other, ended with their process")
                    .tag(JobMeters.JOB, job)
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
