package id.kezbek.shared.jobs;

import id.kezbek.shared.Ids;
import id.kezbek.shared.jobs.JobRun.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs of jobs: requested, running, ended. */
@Component
public class JobRuns {

    private static final String COLUMNS = "id, job, state, requested_at, started_at, ended_at, place, outcome";
    private static final int REQUESTED_AT_ONCE = 20;
    private static final int RUNNING_AT_ONCE = 100;

    /** A run whose process has not spoken for it for so long is lost; it speaks every few seconds. */
    static final int SILENCE_MAX_SECONDS = 30;

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    JobRuns(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** The latest run of each job that has begun one. */
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

    /** How many of the runs that ended last, one after the other, did so as lost. */
    private static int lost(ResultSet row) throws SQLException {
        String[] newestFirst = (String[]) row.getArray("states").getArray();
        return (int)
                Arrays.stream(newestFirst).takeWhile(State.LOST.name()::equals).count();
    }

    /** Runs of these jobs that people asked for and no process has taken, the oldest first. */
    List<JobRun> requested(List<String> jobs) {
        return jdbc.sql(
                        "select " + COLUMNS
                                + " from shared.job_run where job = any (?::text[]) and state = 'REQUESTED' order by id limit ?")
                .params(jobs.toArray(String[]::new), REQUESTED_AT_ONCE)
                .query((row, n) -> run(row))
                .list();
    }

    /** A page of a job's runs, the newest first; before a run, where one is given. */
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

    /** Asks for a run; empty where one is asked for already. */
    Optional<JobRun> request(String job) {
        return jdbc.sql("""
                        insert into shared.job_run (id, job, state, requested_at) values (?, ?, 'REQUESTED', ?)
                        on conflict (job) where state = 'REQUESTED' do nothing returning """ + " " + COLUMNS)
                .params(ids.next(), job, Timestamp.from(now()))
                .query((row, n) -> run(row))
                .optional();
    }

    /** Begins the run that was due at an instant; empty where somebody else has begun it. */
    Optional<UUID> begin(String job, Instant due, String place) {
        return jdbc.sql("""
                        insert into shared.job_run (id, job, state, due_at, started_at, place, seen_at)
                        values (?, ?, 'RUNNING', ?, ?, ?, clock_timestamp())
                        on conflict (job, due_at) where due_at is not null do nothing returning id""")
                .params(ids.next(), job, Timestamp.from(due), Timestamp.from(now()), place)
                .query(UUID.class)
                .optional();
    }

    /** Begins a run that people asked for; false where somebody else has begun it. */
    boolean begin(UUID requested, String place) {
        return jdbc.sql("""
                        update shared.job_run set state = 'RUNNING', started_at = ?, place = ?, seen_at = clock_timestamp()
                        where id = ? and state = 'REQUESTED'""").params(Timestamp.from(now()), place, requested).update() == 1;
    }

    void end(UUID run, State state, String outcome) {
        jdbc.sql("update shared.job_run set state = ?, ended_at = ?, outcome = ? where id = ? and state = 'RUNNING'")
                .params(state.name(), Timestamp.from(now()), outcome, run)
                .update();
    }

    /** The run that people asked for and no process has taken. */
    Optional<JobRun> requested(String job) {
        return jdbc.sql("select " + COLUMNS + " from shared.job_run where job = ? and state = 'REQUESTED'")
                .param(job)
                .query((row, n) -> run(row))
                .optional();
    }

    /** Runs under way, the oldest first; a job may have several, where people asked for one or a process died. */
    List<JobRun> running() {
        return jdbc.sql("select " + COLUMNS
                        + " from shared.job_run where state = 'RUNNING' order by started_at limit ?")
                .param(RUNNING_AT_ONCE)
                .query((row, n) -> run(row))
                .list();
    }

    /** Says that these runs go on. */
    void goOn(Collection<UUID> runs) {
        jdbc.sql(
                        "update shared.job_run set seen_at = clock_timestamp() where id = any (?::uuid[]) and state = 'RUNNING'")
                .param(runs.toArray(UUID[]::new))
                .update();
    }

    /** Ends a run whose process speaks for it no more, or has not ended it within the time that its job may take. */
    boolean endLost(UUID run, Duration longest) {
        Instant now = now();
        return jdbc.sql("""
                        update shared.job_run set state = 'LOST', ended_at = ?, outcome = ?
                        where id = ? and state = 'RUNNING'
                          and (started_at < ? or seen_at < clock_timestamp() - make_interval(secs => ?))""")
                        .params(
                                Timestamp.from(now),
                                "its process did not say how it ended",
                                run,
                                Timestamp.from(now.minus(longest)),
                                SILENCE_MAX_SECONDS)
                        .update()
                == 1;
    }

    /** Forgets ended runs of a job that began before an instant or are beyond the newest; the last run stays. */
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

    /** The database keeps microseconds; an instant that went there and came back is the same. */
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
