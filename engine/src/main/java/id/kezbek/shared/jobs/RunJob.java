package id.kezbek.shared.jobs;

import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.jobs.JobRun.State;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Makes one run of a job: takes its lock, begins the run in the database, does the work, and records what came of it.
 * The lock spares other processes the work; the row that begins a run is what makes it the only one.
 */
@Component
public class RunJob {

    private static final Logger log = LoggerFactory.getLogger(RunJob.class);
    private static final String LOG_KEY = "job";

    private static final CrashPoint BEGUN =
            CrashPoint.named("jobs.begun", "a job's run has begun, nothing of its work is done");
    private static final CrashPoint WORKED =
            CrashPoint.named("jobs.worked", "a job's work is done, its run does not say so");

    private final JobRuns runs;
    private final JobLocks locks;
    private final Place place;
    private final MeterRegistry meters;
    private final Traces traces;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    RunJob(JobRuns runs, JobLocks locks, Place place, MeterRegistry meters, Traces traces) {
        this.runs = runs;
        this.locks = locks;
        this.place = place;
        this.meters = meters;
        this.traces = traces;
    }

    /** Says of the runs that this process makes that they go on, so that no other counts them as lost. */
    void tellThatTheyGoOn() {
        if (!underWay.isEmpty()) {
            runs.goOn(underWay);
        }
    }

    /** Ends a run whose process died, and frees the lock that it left; true where it was lost. */
    boolean endLost(Job job, UUID run) {
        if (underWay.contains(run) || !runs.endLost(run, job.longest())) {
            return false;
        }
        locks.free(job.name());
        return true;
    }

    /** Makes the run that was due at an instant, unless somebody else does. */
    public void due(Job job, Instant due) {
        underLock(job, () -> runs.begin(job.name(), due, place.text()).ifPresent(run -> make(job, run)));
    }

    /** Makes a run that people asked for, unless somebody else does. */
    public void requested(Job job, UUID run) {
        underLock(job, () -> {
            if (runs.begin(run, place.text())) {
                make(job, run);
            }
        });
    }

    private void underLock(Job job, Runnable work) {
        Optional<JobLocks.Held> lock = locks.take(job.name(), job.longest());
        if (lock.isEmpty()) {
            return;
        }
        try (JobLocks.Held held = lock.get()) {
            work.run();
        }
    }

    private void make(Job job, UUID run) {
        long began = System.nanoTime();
        underWay.add(run);
        MDC.put(LOG_KEY, job.name());
        try (Traced span = traces.begin("job " + job.name())) {
            make(job, run, span, began);
        } finally {
            MDC.remove(LOG_KEY);
            underWay.remove(run);
        }
    }

    private void make(Job job, UUID run, Traced span, long began) {
        try {
            BEGUN.reached();
            JobOutcome outcome = job.run();
            WORKED.reached();
            span.put("cezbek.state", state(outcome).name());
            end(job, run, state(outcome), outcome.words(), began);
        } catch (RuntimeException failed) {
            span.failed(failed.getClass().getSimpleName());
            log.error("A job broke off; it is tried again later", failed);
            // Messages of exceptions may quote data; the log has them, the page of runs has none.
            end(job, run, State.FAILED, failed.getClass().getSimpleName() + "; the log says more", began);
        } catch (Error broken) {
            span.failed(broken.getClass().getSimpleName());
            // Left as running it would be found as lost, as if its process had died of it.
            end(job, run, State.FAILED, broken.getClass().getSimpleName() + "; the log says more", began);
            throw broken;
        }
    }

    private static State state(JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.NothingDue nothing -> State.NOTHING_DUE;
            case JobOutcome.Done done -> State.DONE;
            case JobOutcome.Alarm alarm -> State.ALARM;
        };
    }

    private void end(Job job, UUID run, State state, String outcome, long began) {
        runs.end(run, state, outcome);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Timer.builder("cezbek.job.runs")
                .description("Runs of jobs and how long they took")
                .tag(JobMeters.JOB, job.name())
                .tag("outcome", state.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(took);
        if (state != State.NOTHING_DUE) {
            log.atInfo()
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("state", state)
                    .addKeyValue("millis", took.toMillis())
                    .log("job ended");
        }
    }
}
