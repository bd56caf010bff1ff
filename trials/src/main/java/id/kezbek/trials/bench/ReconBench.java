package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The benchmark of reconciliation: a day's payouts, a statement with mistakes, and its import over the API.
 * Afterwards, it checks the numbers of matches and differences.
 */
final class ReconBench {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int WARM_UP_LINES = 20_000;

    /** Disables jobs and event consumers that are not measured. */
    private static final Map<String, String> ENGINE = Map.of(
            "cezbek.roles", "api",
            "cezbek.jobs.scheduled", "false",
            "cezbek.notifications.interval", "PT1H");

    private static final String IMPORTED = "select count(*) from reconciliation.file where from_day = '%s'";

    private final BenchReport report;
    private final BenchWorld world;
    private final Connection database;

    private ReconBench(BenchReport report, BenchWorld world, Connection database) {
        this.report = report;
        this.world = world;
        this.database = database;
    }

    /**
     * Runs the benchmark in a new environment and prints the results.
     *
     * @param flags the options after {@code recon}
     * @param logs the folder for the engine's log
     * @return the exit status: 0, or 1 if a line was not matched or a difference was not found
     */
    static int run(
            List<String> flags, EngineProcess.Program program, List<String> jvmFlags, Path logs, PrintStream out) {
        ReconOptions options = ReconOptions.parse(flags);
        BenchReport report = new BenchReport(out);
        report.say("Starting a temporary PostgreSQL and the other systems, and one engine with the role api.");
        try {
            OwnerOnly.folder(logs);
            try (BenchWorld world =
                            BenchWorld.start(program, jvmFlags, logs.resolve("bench-recon-engine.log"), ENGINE);
                    Connection database = DriverManager.getConnection(world.jdbcUrl())) {
                ReconBench bench = new ReconBench(report, world, database);
                // The first statement is a warm-up: a running engine has already loaded its classes and query plans.
                boolean isRight = bench.measure(ReconStatement.of(WARM_UP_LINES, 20), false);
                return isRight & bench.measure(ReconStatement.of(options.lines(), 10), true) ? 0 : 1;
            }
        } catch (IOException | SQLException | NoAnswer failed) {
            throw new CannotStart("the benchmark stopped: " + failed.getMessage() + "; logs are in " + logs, failed);
        }
    }

    private boolean measure(ReconStatement statement, boolean isShown) throws SQLException, IOException {
        report.say(String.format(Locale.ROOT, "Writing %,d payouts and their statement.", statement.payouts()));
        statement.writePayouts(database);
        byte[] file = statement.file();
        long postgresPid = Bench.postgresPid(database);
        OptionalLong engine = CpuTime.ofProcess(world.enginePid());
        OptionalLong postgres = CpuTime.ofFamily(postgresPid);
        long began = System.nanoTime();
        CompletableFuture<Answer> sent = CompletableFuture.supplyAsync(() -> put(statement, file));
        long imported = awaitImport(statement, sent, began);
        Answer answer = sent.join().orThrow();
        long total = System.nanoTime() - began;
        OptionalLong engineMicros = Bench.since(engine, CpuTime.ofProcess(world.enginePid()));
        OptionalLong postgresMicros = Bench.since(postgres, CpuTime.ofFamily(postgresPid));
        boolean isRight = isRight(statement, answer);
        if (isShown) {
            report.say("processor time per line in us: engine " + each(engineMicros, statement) + ", postgres "
                    + each(postgresMicros, statement));
            report.say(String.format(
                    Locale.ROOT,
                    "recon %d import %.1f match %.1f total %.1f",
                    statement.lines(),
                    imported / 1e9,
                    (total - imported) / 1e9,
                    total / 1e9));
        }
        return isRight;
    }

    private Answer put(ReconStatement statement, byte[] file) {
        try (HttpCalls calls = new HttpCalls(world.baseUrl(), LONGEST)) {
            return calls.put(
                    "/api/v2/providers/" + ReconStatement.PROVIDER + "/statements/" + statement.day(),
                    Map.of(
                            "Authorization",
                            "Bearer " + world.sandboxFile().staffToken("FINANCE"),
                            "Content-Type",
                            "application/gzip"),
                    BodyPublishers.ofByteArray(file));
        }
    }

    /**
     * Waits until the file's lines are committed, because only then another connection can read them. The matching
     * starts at this time.
     */
    private long awaitImport(ReconStatement statement, CompletableFuture<Answer> sent, long began) throws SQLException {
        while (count(String.format(Locale.ROOT, IMPORTED, statement.day())) == 0 && !sent.isDone()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return System.nanoTime() - began;
    }

    private boolean isRight(ReconStatement statement, Answer answer) throws SQLException {
        long matched = count("""
                select count(*) from reconciliation.match m join reconciliation.file f on f.id = m.file
                where m.active and m.role = 'PAYMENT' and f.from_day = '%s'""".formatted(statement.day()));
        long differences = count("""
                select count(*) from reconciliation.break where state = 'OPEN' and kind <> 'FILE_GAP'
                and day between date '%1$s' - 1 and date '%1$s' + 1""".formatted(statement.day()));
        report.say(String.format(
                Locale.ROOT,
                "%,d rows read, %,d payments matched, %,d differences found",
                statement.lines(),
                matched,
                differences));
        boolean isRight = matched == statement.lines()
                && differences == statement.differences()
                && answer.body().path("rejected").asLong(-1) == 0;
        if (!isRight) {
            report.say(String.format(
                    Locale.ROOT,
                    "expected %,d payments and %,d differences; the figures are not valid",
                    statement.lines(),
                    statement.differences()));
        }
        return isRight;
    }

    private static String each(OptionalLong micros, ReconStatement statement) {
        return micros.isPresent() ? Long.toString(micros.getAsLong() / statement.lines()) : "n/a";
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
