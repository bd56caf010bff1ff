package id.kezbek.jobs.running;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobRun.State;
import id.kezbek.jobs.Place;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Runs jobs and records the results. Each job has one row in db-scheduler's table. Only one process at a time can pick
 * the row. After every run, the row gets the job's next due time.
 */
@Component
class RunJob {

    /** The instance id of a job's only row. */
    static final String INSTANCE = "job";

    private static final Logger log = LoggerFactory.getLogger(RunJob.class);
    private static final String LOG_KEY = "job";

    private static final CrashPoint BEGUN =
            CrashPoint.named("jobs.begun", "a job run has started, but none of its work is done");
    private static final CrashPoint WORKED =
            CrashPoint.named("jobs.worked", "a job's work is done, but its run does not record the result");

    private final Jobs jobs;
    private final JobRuns runs;
    private final JobTimes times;
    private final Place place;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Traces traces;

    RunJob(Jobs jobs, JobRuns runs, JobTimes times, Place place, Clock clock, MeterRegistry meters, Traces traces) {
        this.jobs = jobs;
        this.runs = runs;
        this.times = times;
        this.place = place;
        this.clock = clock;
        this.meters = meters;
        this.traces = traces;
    }

    /** All jobs as tasks for db-scheduler. */
    List<Task<?>> tasks() {
        return jobs.all().stream()
                .<Task<?>>map(scheduled -> task(scheduled.job()))
                .toList();
    }

    private Task<Void> task(Job job) {
        return Tasks.custom(job.name(), Void.class)
                .onFailure(this::reschedule)
                .onDeadExecution((complete, row) -> {
                    runs.endLost(job.name(), clock.instant());
                    log.error(
                            "A run of the job {} is lost; its process was {}",
                            job.name(),
                            complete.getExecution().pickedBy);
                    reschedule(complete, row);
                })
                .execute((instance, context) -> execute(job, context.getExecution().executionTime));
    }

    private CompletionHandler<Void> execute(Job job, Instant due) {
        Optional<UUID> run = runs.begin(job.name(), due, place.text());
        if (run.isPresent() && !hasEnded(job, run.get())) {
            // The process is stopping. The row stays picked, and another process detects that the run is lost.
            return (complete, row) -> {};
        }
        return this::reschedule;
    }

    /**
     * Waits for the end of the run, up to the run's maximum duration. Returns false if the process stops before the run
     * ends.
     */
    private boolean hasEnded(Job job, UUID run) {
        FutureTask<Void> work = new FutureTask<>(() -> make(job, run), null);
        Thread.ofVirtual().name("job-" + job.name()).start(work);
        try {
            work.get(job.longest().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException hangs) {
            runs.end(run, State.LOST, "it took longer than " + job.longest());
            log.error("A run of the job {} is lost: it took longer than {}", job.name(), job.longest());
            work.cancel(true);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException unrecorded) {
            throw new IllegalStateException("The end of a job run could not be recorded", unrecorded.getCause());
        }
    }

    private void reschedule(ExecutionComplete complete, ExecutionOperations<Void> row) {
        String job = complete.getExecution().getTaskName();
        LatestRun latest = runs.latest(List.of(job)).get(job);
        row.reschedule(complete, times.due(jobs.require(job).schedule(), latest).orElse(Schedule.NEVER));
    }

    private void make(Job job, UUID run) {
        long began = System.nanoTime();
        try (MDC.MDCCloseable named = MDC.putCloseable(LOG_KEY, job.name());
                Traced span = traces.begin("job " + job.name())) {
            try {
                BEGUN.reached();
                JobOutcome outcome = job.run();
                WORKED.reached();
                span.put("cezbek.state", state(outcome).name());
                end(job, run, state(outcome), outcome.words(), began);
            } catch (RuntimeException | Error failed) {
                String failure = failed.getClass().getSimpleName();
                span.failed(failure);
                log.error("A job failed and will be retried", failed);
                // The exception's message is written only to the log and not to the list of runs, because the message
                // may contain data.
                end(job, run, State.FAILED, failure + "; see the log", began);
            }
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
                .description("Job runs and their duration")
                .tag(JobGauges.JOB, job.name())
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
