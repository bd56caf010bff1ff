package id.kezbek.administration.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.JobReport;
import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.jobs.ReadJobs;
import id.kezbek.jobs.RequestJob;
import id.kezbek.shared.Ids;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists jobs, their schedules and the results of their runs, and requests runs. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class JobsController {

    private static final String LISTING = "job-runs";

    /**
     * A job.
     *
     * @param cron the cron expression with six fields, in Jakarta's time zone; null if the job has none
     * @param every the time between two runs, for example PT5M
     * @param nextRunAt null during a run, and for a job that runs only on request
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JobAnswer(
            String name,
            String purpose,
            @Nullable String cron,
            @Nullable Duration every,
            @JsonProperty("next_run_at") @Nullable Instant nextRunAt,
            @JsonProperty("last_run") @Nullable RunAnswer lastRun) {

        static JobAnswer of(JobReport job) {
            return new JobAnswer(
                    job.name(),
                    job.purpose(),
                    job.schedule() instanceof JobSchedule.Cron cron ? cron.expression() : null,
                    job.schedule() instanceof JobSchedule.Every every ? every.delay() : null,
                    job.nextRunAt(),
                    job.latestRun() == null ? null : RunAnswer.of(job.latestRun()));
        }
    }

    record JobsAnswer(List<JobAnswer> items) implements ListPage<JobAnswer> {}

    /** A run. {@code outcome} describes the result. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunAnswer(
            String id,
            String job,
            JobRun.State state,
            @JsonProperty("requested_at") @Nullable Instant requestedAt,
            @JsonProperty("started_at") @Nullable Instant startedAt,
            @JsonProperty("ended_at") @Nullable Instant endedAt,
            @JsonProperty("took_ms") @Nullable Long tookMillis,
            @Nullable String place,
            @Nullable String outcome) {

        static RunAnswer of(JobRun run) {
            return new RunAnswer(
                    Ids.text(run.id()),
                    run.job(),
                    run.state(),
                    run.requestedAt(),
                    run.startedAt(),
                    run.endedAt(),
                    run.tookMillis(),
                    run.place(),
                    run.outcome());
        }
    }

    private final ReadJobs readJobs;
    private final RequestJob requestJob;
    private final AuditLog auditLog;

    JobsController(ReadJobs readJobs, RequestJob requestJob, AuditLog auditLog) {
        this.readJobs = readJobs;
        this.requestJob = requestJob;
        this.auditLog = auditLog;
    }

    @GetMapping("/api/v2/jobs")
    @Exported("jobs")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    JobsAnswer list(@RequestParam MultiValueMap<String, String> parameters) {
        boolean onlyFailed = Query.read(parameters, query -> query.isTrue("failed"));
        return new JobsAnswer(readJobs.all().stream()
                .filter(job -> !onlyFailed || job.needsPeople())
                .map(JobAnswer::of)
                .toList());
    }

    @GetMapping("/api/v2/jobs/{name}/runs")
    @Exported("job-runs")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<RunAnswer> runs(@PathVariable String name, @RequestParam MultiValueMap<String, String> parameters) {
        record Page(@Nullable UUID before, int limit) {}
        Page page = Query.read(
                parameters,
                query -> new Page(query.after(LISTING, position -> Ids.parse(position.getFirst())), query.limit()));
        List<JobRun> oneMore = readJobs.runs(name, page.before(), page.limit() + 1);
        return Listing.of(oneMore, page.limit(), RunAnswer::of, last -> Cursor.of(LISTING, Ids.text(last.id())));
    }

    @PostMapping("/api/v2/jobs/{name}:run")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<RunAnswer> run(
            Caller caller, @PathVariable String name, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        RequestJob.Requested requested = requestJob.request(name);
        if (requested.isNew()) {
            auditLog.append(AuditEntry.by(
                    caller,
                    "JOB_REQUESTED",
                    "job " + name,
                    Map.of("run", Ids.text(requested.run().id()))));
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(RunAnswer.of(requested.run()));
    }
}
