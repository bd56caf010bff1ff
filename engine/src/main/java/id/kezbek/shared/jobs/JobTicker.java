package id.kezbek.shared.jobs;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every second which jobs are due or asked for, and has each run in a thread of its own. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class JobTicker implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(JobTicker.class);
    /** How long a stop waits for runs under way; what does not end is found as lost. */
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    /** However seldom jobs are looked at: several times within the silence after which a run counts as lost. */
    static final String SPEAK_EVERY = "PT5S";

    private final Jobs jobs;
    private final JobRuns runs;
    private final JobTimes times;
    private final RunJob runJob;
    private final JobGauges gauges;
    private final Clock clock;
    private final boolean isScheduled;
    /** By job, at most one a process. */
    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    JobTicker(
            Jobs jobs,
            JobRuns runs,
            JobTimes times,
            RunJob runJob,
            JobGauges gauges,
            Clock clock,
            @Value("${cezbek.jobs.scheduled:true}") boolean isScheduled) {
        this.jobs = jobs;
        this.runs = runs;
        this.times = times;
        this.runJob = runJob;
        this.gauges = gauges;
        this.clock = clock;
        this.isScheduled = isScheduled;
    }

    @Scheduled(fixedDelayString = "${cezbek.jobs.poll-interval:1s}")
    void tick() {
        try {
            Map<String, LatestRun> latest =
                    runs.latest(jobs.all().stream().map(Jobs.Scheduled::name).toList());
            gauges.show(latest);
            endLost();
            startRequested();
            if (isScheduled) {
                startDue(latest);
            }
        } catch (DataAccessException unreachable) {
            log.warn(
                    "Jobs cannot be looked at; it is tried again: {}",
                    unreachable.getClass().getSimpleName());
        }
    }

    /** A schedule of its own, so that neither a long interval of looking nor a look that takes long silences it. */
    @Scheduled(fixedDelayString = SPEAK_EVERY)
    void tellThatRunsGoOn() {
        try {
            runJob.tellThatTheyGoOn();
        } catch (DataAccessException unreachable) {
            // The look at the jobs says so; this is said again in a moment.
        }
    }

    private void endLost() {
        for (JobRun run : runs.running()) {
            // A process of another version may know jobs that this one does not.
            Optional<Job> job = jobs.find(run.job()).map(Jobs.Scheduled::job);
            if (job.isPresent() && runJob.endLost(job.get(), run.id())) {
                log.error("A run of the job {} is lost: {}", run.job(), run.place());
            }
        }
    }

    private void startRequested() {
        List<String> known = jobs.all().stream().map(Jobs.Scheduled::name).toList();
        for (JobRun run : runs.requested(known)) {
            Job job = jobs.require(run.job()).job();
            start(job, () -> runJob.requested(job, run.id()));
        }
    }

    private void startDue(Map<String, LatestRun> latest) {
        Instant now = clock.instant();
        for (Jobs.Scheduled scheduled : jobs.all()) {
            Optional<Instant> due = times.due(scheduled.schedule(), latest.get(scheduled.name()));
            gauges.overdue(scheduled.name(), due.map(at -> overdue(at, now)).orElse(Duration.ZERO));
            due.filter(at -> !at.isAfter(now))
                    .ifPresent(at -> start(scheduled.job(), () -> runJob.due(scheduled.job(), at)));
        }
    }

    /** How late it is; a job that never ran has been due since for ever, which is no lateness. */
    private static Duration overdue(Instant due, Instant now) {
        return due.equals(Instant.EPOCH) || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now);
    }

    private void start(Job job, Runnable run) {
        running.computeIfAbsent(
                job.name(),
                name -> Thread.ofVirtual().name("job-" + name).start(() -> {
                    try {
                        run.run();
                    } catch (DataAccessException unreachable) {
                        log.warn(
                                "A run of the job {} could not be recorded: {}",
                                name,
                                unreachable.getClass().getSimpleName());
                    } finally {
                        running.remove(name);
                    }
                }));
    }

    /** Waits for the runs under way. */
    void awaitIdle(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (Thread thread : List.copyOf(running.values())) {
            thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        awaitIdle(STOP_MAX);
    }
}
