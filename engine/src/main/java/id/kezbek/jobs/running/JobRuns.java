package id.kezbek.jobs.running;

import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.JobRun.State;
import id.kezbek.jobs.RequestJob;
import id.kezbek.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of job runs: requested, running and ended. */
@Component
public class JobRuns {

    private static final String COLUMNS = "id, job, state, requested_at, started_at, ended_at, place, outcome";
    /**
     * Engines of the previous version report a running job every few seconds. A run without a report for this time is
     * marked as lost.
     */
    private static final int SILENCE_MAX_SECONDS = 30;

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    public JobRuns(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** The latest started run of each job. Jobs that never ran are not included. */
    public Map<String, LatestRun> latest(List<String> jobs) {
        return jdbc
                .sql("select r.*, e.states from unnest(?::text[]) as n (job) cross join lateral (select " + COLUMNS
                        + """
                         from shared.job_run where job = n.job and started_at is not null
                        order by started_at desc limit 1) r
                        cross join lateral (select array(select state from shared.job_run
                          where job = n.job and started_at is not null and ended_at is not null
                          order by started_at desc limit ?) as states) e""")
                .params(jobs.toArray(String[]::new), JobTimes.LOST_COUNTED_MAX)
                .query((row, n) -> new LatestRun(run(row), lost(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(latest -> latest.run().job(), Function.identity()));
    }

    /** The number of consecutive latest runs that were lost. */
    private static int lost(ResultSet row) throws SQLException {
        String[] newestFirst = (String[]) row.getArray("states").getArray();
        return (int)
                Arrays.stream(newestFirst).takeWhile(State.LOST.name()::equals).count();
    }

    /** A page of a job's runs, newest first. With {@code before}, the page contains only runs older than that run. */
    public List<JobRun> page(String job, @Nullable UUID before, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from shared.job_run where job = :job and (:before::uuid is null or id < :before::uuid)
                        order by id desc limit :limit""")
                .param("job", job)
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> run(row))
                .list();
    }

    /** Requests a run. If a requested run is already waiting, returns that run. */
    public RequestJob.Requested request(String job) {
        UUID id = ids.next();
        JobRun run = jdbc.sql("""
                        insert into shared.job_run (id, job, state, requested_at) values (?, ?, 'REQUESTED', ?)
                        on conflict (job) where state = 'REQUESTED' do update set job = excluded.job returning """ + " " + COLUMNS)
                .params(id, job, Timestamp.from(now()))
                .query((row, n) -> run(row))
                .single();
        return new RequestJob.Requested(run, run.id().equals(id));
    }

    /**
     * Starts the requested run, otherwise the run that was due at {@code due}. The result is empty if no run is
     * requested, and the scheduled run is not due yet or was already started. The check includes runs of engines of the
     * previous version, so each due time is used only once.
     */
    Optional<UUID> begin(String job, Instant due, String place) {
        Instant now = now();
        endLost(job, now);
        Optional<UUID> requested = jdbc.sql("""
                        update shared.job_run set state = 'RUNNING', started_at = ?, place = ?
                        where job = ? and state = 'REQUESTED' returning id""")
                .params(Timestamp.from(now), place, job)
                .query(UUID.class)
                .optional();
        return requested.isPresent() || due.isAfter(now)
                ? requested
                : jdbc.sql("""
                        insert into shared.job_run (id, job, state, due_at, started_at, place)
                        values (?, ?, 'RUNNING', ?, ?, ?)
                        on conflict (job, due_at) where due_at is not null do nothing returning id""")
                        .params(ids.next(), job, Timestamp.from(due), Timestamp.from(now), place)
                        .query(UUID.class)
                        .optional();
    }

    void end(UUID run, State state, String outcome) {
        jdbc.sql("update shared.job_run set state = ?, ended_at = ?, outcome = ? where id = ? and state = 'RUNNING'")
                .params(state.name(), Timestamp.from(now()), outcome, run)
                .update();
    }

    /**
     * Marks runs as lost that started by this time and that no process executes any more. Returns the number of lost
     * runs.
     */
    int endLost(String job, Instant begunUntil) {
        return jdbc.sql("""
                        update shared.job_run set state = 'LOST', ended_at = ?, outcome = 'its process did not report its end'
                        where job = ? and state = 'RUNNING' and started_at <= ?
                          and (seen_at is null or seen_at < clock_timestamp() - make_interval(secs => ?))""")
                .params(Timestamp.from(now()), job, Timestamp.from(begunUntil), SILENCE_MAX_SECONDS)
                .update();
    }

    /**
     * Deletes a job's ended runs that started before a given time or are older than the newest runs to keep. The last
     * started run is always kept.
     */
    int forget(String job, int newestKept, Instant before) {
        return jdbc.sql("""
                        delete from shared.job_run where job = :job and ended_at is not null
                          and (started_at < :before or id < coalesce((select id from shared.job_run where job = :job
                            order by id desc offset :kept limit 1), '00000000-0000-0000-0000-000000000000'))
                          and id <> (select id from shared.job_run where job = :job and started_at is not null
                            order by started_at desc limit 1)""")
                .param("job", job)
                .param("before", Timestamp.from(before))
                .param("kept", newestKept - 1)
                .update();
    }

    /**
     * The current time, truncated to the database's precision, so that a stored and re-read instant equals the
     * original.
     */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static JobRun run(ResultSet row) throws SQLException {
        return new JobRun(
                row.getObject("id", UUID.class),
                row.getString("job"),
                State.valueOf(row.getString("state")),
                instant(row, "requested_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("place"),
                row.getString("outcome"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
