package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * The benchmark of ending tier periods: a million customers have tier periods that are over, and one job process ends
 * these periods.
 */
final class ExpiryBench {

    private static final long MEMBERS = 1_000_000;
    private static final String JOB = "expire-stays";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Disables other jobs and event consumers, because they are not measured. */
    private static final Map<String, String> ENGINE = Map.of(
            "cezbek.roles", "api,job",
            "cezbek.jobs.scheduled", "false",
            "cezbek.notifications.interval", "PT1H");

    /**
     * The keys have a random order, as in a real history. With sorted keys, writes would change only the end of the
     * table and of its key index.
     */
    private static final String FILL = """
            insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
            select p.id, '6281' || lpad(((n::bigint * 7919) %% 1000000007)::text, 10, '0'),
              (array['BRONZE', 'SILVER', 'GOLD', 'PLATINUM'])[1 + n %% 4], 1 + n %% 3, 1,
              (now() at time zone 'Asia/Jakarta')::date - (n * 31 %% 60)
            from generate_series(1, %d) as n
            cross join lateral (select id from partners.partner order by id offset n %% 4 limit 1) as p""".formatted(MEMBERS);

    private static final String JOIN = """
            insert into loyalty.journey (partner, msisdn, entry, cause, to_tier, expires_on, at)
            select partner, msisdn, 1, 'JOINED', tier, expires_on, now() from loyalty.member""";

    private ExpiryBench() {}

    /**
     * Runs the benchmark in a new environment and prints the results.
     *
     * @param logs the folder for the engine's log
     * @return the exit status: 0, or 1 if tier periods were not ended
     */
    static int run(EngineProcess.Program program, List<String> jvmFlags, Path logs, PrintStream out) {
        BenchReport report = new BenchReport(out);
        report.say("Starting a temporary PostgreSQL and the other systems, and one engine that runs only this job.");
        try {
            OwnerOnly.folder(logs);
            try (BenchWorld world =
                            BenchWorld.start(program, jvmFlags, logs.resolve("bench-expiry-engine.log"), ENGINE);
                    Connection database = DriverManager.getConnection(world.jdbcUrl())) {
                return measure(world, database, report);
            }
        } catch (IOException | SQLException | NoAnswer failed) {
            throw new CannotStart("the benchmark stopped: " + failed.getMessage() + "; logs are in " + logs, failed);
        }
    }

    private static int measure(BenchWorld world, Connection database, BenchReport report) throws SQLException {
        report.say(String.format(Locale.ROOT, "Writing %,d customers with ended tier periods.", MEMBERS));
        for (String statement :
                List.of(FILL, JOIN, "vacuum analyze loyalty.member", "vacuum analyze loyalty.journey")) {
            execute(database, statement);
        }
        long postgresPid = Bench.postgresPid(database);
        OptionalLong engine = CpuTime.ofProcess(world.enginePid());
        OptionalLong postgres = CpuTime.ofFamily(postgresPid);
        long millis = runJob(world);
        OptionalLong engineMicros = Bench.since(engine, CpuTime.ofProcess(world.enginePid()));
        OptionalLong postgresMicros = Bench.since(postgres, CpuTime.ofFamily(postgresPid));
        long left = count(
                database,
                "select count(*) from loyalty.member where expires_on <= (now() at time zone 'Asia/Jakarta')::date");
        long moves = count(database, "select count(*) from loyalty.journey where cause = 'EXPIRED'");
        long facts = count(database, "select count(*) from facts.fact where kind = 'TIER_EXPIRED'");
        report.say(String.format(
                Locale.ROOT,
                "%,d customers in %.1f s; tier changes stored %,d, events %,d, customers left %,d",
                MEMBERS,
                millis / 1_000.0,
                moves,
                facts,
                left));
        report.say(
                "processor time per customer, us: engine " + each(engineMicros) + ", postgres " + each(postgresMicros));
        report.say(String.format(Locale.ROOT, "members-per-second expiry %d", MEMBERS * 1_000 / Math.max(1, millis)));
        return left == 0 && moves == MEMBERS && facts == MEMBERS ? 0 : 1;
    }

    private static String each(OptionalLong micros) {
        return micros.isPresent() ? Long.toString(micros.getAsLong() / MEMBERS) : "n/a";
    }

    /** The duration of the run, from the job's own record. */
    private static long runJob(BenchWorld world) {
        try (HttpCalls calls = new HttpCalls(world.baseUrl())) {
            StaffClient staff = new StaffClient(calls, world.sandboxFile());
            String id = staff.runJob(JOB, "bench").orThrow().body().path("id").asString();
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (System.nanoTime() < deadline) {
                for (JsonNode run : staff.jobRuns(JOB).orThrow().body().path("items")) {
                    if (run.path("id").asString().equals(id) && run.has("took_ms")) {
                        return run.path("took_ms").asLong();
                    }
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new NoAnswer("the job did not end within " + LONGEST);
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
