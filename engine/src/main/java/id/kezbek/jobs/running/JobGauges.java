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
 * Gauges of jobs, tagged by {@link #JOB}. {@code cezbek.job.overdue}: the seconds since the job became due. {@code
 * cezbek.job.alarm}: 1 if the last run found a problem that people must check. {@code cezbek.job.broken}: 1 if the last
 * run failed or was lost. {@code cezbek.job.lost}: the number of consecutive last runs whose process died. The number
 * is 0 for a job without a schedule, because no later run would reset the number. Only processes with the role {@code
 * job} have these gauges. On other processes, the gauges would be 0 and look healthy.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class JobGauges {

    /**
     * The tag with the job's name. The tag's name is not "job", because Prometheus uses this label for the scrape
     * target. Prometheus would rename a tag "job", and alerts would not find the tag.
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
                    .description("Seconds since a job became due")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(meters);
            Gauge.builder("cezbek.job.alarm", () -> last.get(job) == JobRun.State.ALARM ? 1 : 0)
                    .description("Whether a job's last run found something that people must check")
                    .tags(tags)
                    .register(meters);
            Gauge.builder("cezbek.job.broken", () -> isBroken(job) ? 1 : 0)
                    .description("Whether a job's last run failed or was lost")
                    .tags(tags)
                    .register(meters);
            Gauge.builder(
                            "cezbek.job.lost",
                            () -> jobs.require(job).schedule() instanceof JobSchedule.OnRequest
                                    ? 0
                                    : lost.getOrDefault(job, 0))
                    .description(
                            "Number of consecutive latest runs whose process stopped during the run; 0 while the job has"
                                    + " no schedule")
                    .tags(tags)
                    .register(meters);
        }
    }

    void overdue(String job, Duration late) {
        overdue.put(job, late);
    }

    /** Updates the gauges. During a run, the gauges show the result of the previous run. */
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
