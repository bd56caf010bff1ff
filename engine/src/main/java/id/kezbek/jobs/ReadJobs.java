package id.kezbek.jobs;

import id.kezbek.jobs.running.JobRuns;
import id.kezbek.jobs.running.JobTimes;
import id.kezbek.jobs.running.Jobs;
import id.kezbek.jobs.running.LatestRun;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads jobs and their runs. Works on every process. */
@Component
public class ReadJobs {

    private final Jobs jobs;
    private final JobRuns runs;
    private final JobTimes times;
    private final Clock clock;

    ReadJobs(Jobs jobs, JobRuns runs, JobTimes times, Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.times = times;
        this.clock = clock;
    }

    /** All jobs, ordered by name. */
    public List<JobReport> all() {
        Map<String, LatestRun> latest = runs.latest(jobs.names());
        return jobs.all().stream()
                .map(job -> report(job, latest.get(job.name())))
                .toList();
    }

    /**
     * A page of a job's runs, newest first. With {@code before}, the page contains only runs older than that run.
     *
     * @throws id.kezbek.shared.Refusal NOT_FOUND if the job does not exist
     */
    public List<JobRun> runs(String job, @Nullable UUID before, int limit) {
        return runs.page(jobs.require(job).name(), before, limit);
    }

    private JobReport report(Jobs.Scheduled job, @Nullable LatestRun latest) {
        Instant now = clock.instant();
        return new JobReport(
                job.name(),
                job.job().purpose(),
                job.schedule(),
                times.due(job.schedule(), latest)
                        .map(due -> due.isBefore(now) ? now : due)
                        .orElse(null),
                latest == null ? null : latest.run());
    }
}
