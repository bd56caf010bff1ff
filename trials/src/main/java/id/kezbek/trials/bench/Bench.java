package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.trials.bench.floor.Floor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The benchmark of accepting purchases. docs/bench.md explains the results. */
public final class Bench {

    private static final List<String> FOUR = List.of("LAJADA", "TOKMED", "BLAPAK", "BENCH");
    private static final String ONE_PREPAID = "LAJADA";
    private static final String ONE = "ONE";
    private static final String MANY = "MANY";
    private static final int MANY_PARTNERS = 20;
    private static final int ROUND_SECONDS = 3;
    private static final int FLOOR_SLICE_SECONDS = 2;
    private static final int FLOOR_WARM_UP_SECONDS = 4;

    private final BenchOptions options;
    private final BenchReport report;
    private final BenchWorld world;
    private final LoadProcess load;
    private final Connection database;
    private final long postgresPid;
    private final Map<String, CaseResult> results = new LinkedHashMap<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();

    private Bench(BenchOptions options, BenchReport report, BenchWorld world, LoadProcess load, Connection database)
            throws SQLException {
        this.options = options;
        this.report = report;
        this.world = world;
        this.load = load;
        this.database = database;
        this.postgresPid = postgresPid(database);
    }

    /**
     * Runs the benchmark in a new environment and prints the results.
     *
     * @param arguments the arguments after {@code bench}
     * @param logs the folder for the logs of the engine and the load generator
     * @return the exit status: 0, or 1 if a request failed
     */
    public static int run(
            List<String> arguments, EngineProcess.Program program, List<String> jvmFlags, Path logs, PrintStream out) {
        if (arguments.equals(List.of("expiry"))) {
            return ExpiryBench.run(program, jvmFlags, logs, out);
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals("recon")) {
            return ReconBench.run(arguments.subList(1, arguments.size()), program, jvmFlags, logs, out);
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals("pages")) {
            return PagesBench.run(arguments.subList(1, arguments.size()), program, jvmFlags, logs, out);
        }
        BenchOptions options = BenchOptions.parse(arguments);
        BenchReport report = new BenchReport(out);
        report.say("Starting a temporary PostgreSQL and other systems, the engine with only the role api (payouts"
                + " are not paid meanwhile), and the load generator: three processes.");
        try {
            OwnerOnly.folder(logs);
            try (BenchWorld world = BenchWorld.start(program, jvmFlags, logs.resolve("bench-engine.log"));
                    LoadProcess load = LoadProcess.start(world.baseUrl(), logs.resolve("bench-load.log"));
                    Connection database = DriverManager.getConnection(world.jdbcUrl())) {
                return new Bench(options, report, world, load, database).measure();
            }
        } catch (IOException | SQLException | NoAnswer failed) {
            throw new CannotStart("the benchmark stopped: " + failed.getMessage() + "; logs are in " + logs, failed);
        }
    }

    private int measure() throws SQLException {
        FOUR.forEach(code -> load.introduce(world.seeded(code)));
        // Both compared cases, "one" and "many", use new partners, so that both have equally many new customers.
        List<String> one = introduceNew(ONE, 1);
        List<String> many = introduceNew(MANY, MANY_PARTNERS);
        try (Floor floor = Floor.open(world.jdbcUrl(), FOUR)) {
            if (!warmUp(floor)) {
                return 1;
            }
            report.head();
            Map<String, List<Case>> groups = Map.of(
                    "1", List.of(new Case("1", 1, FOUR)),
                    "16", List.of(new Case("16", 16, FOUR)),
                    "64", List.of(new Case("64", 64, FOUR)),
                    "64-one-prepaid", List.of(new Case("64-one-prepaid", 64, List.of(ONE_PREPAID))),
                    "100", List.of(new Case("100-one", 100, one), new Case("100-many", 100, many)));
            BenchOptions.ALL.stream()
                    .filter(options.groups()::contains)
                    .forEach(name -> group(name, floor, Objects.requireNonNull(groups.get(name))));
        }
        return conclude();
    }

    private List<String> introduceNew(String codeStart, int count) {
        List<Credentials> partners = world.onboard(codeStart, count);
        partners.forEach(load::introduce);
        return partners.stream().map(Credentials::code).toList();
    }

    /**
     * Warms up engine and floor one after the other. So the rows of each can be counted separately.
     */
    private boolean warmUp(Floor floor) throws SQLException {
        report.say("Warming up: " + options.warmUpSeconds() + " s of the engine with 64 connections, "
                + FLOOR_WARM_UP_SECONDS + " s of the floor (batches of " + Floor.LIST + " over " + Floor.CONNECTIONS
                + " connections, no HTTP, no logic).");
        WrittenRows start = WrittenRows.now(database);
        Measured engine = load.run(options.warmUpSeconds(), new Case("warm-up", 64, FOUR));
        if (engine.errors() > 0 || engine.purchases() == 0) {
            report.say(engine.errors() + " errors during the warm-up, the first: " + engine.firstError());
            return false;
        }
        WrittenRows byEngine = WrittenRows.since(start, database, engine.purchases());
        WrittenRows between = WrittenRows.now(database);
        Measured written = floor.run(Duration.ofSeconds(FLOOR_WARM_UP_SECONDS));
        report.rows(byEngine, WrittenRows.since(between, database, written.purchases()));
        return true;
    }

    /**
     * Runs the cases of a group alternately, in rounds, because the report compares these cases. Each round begins with
     * a short run of the floor.
     */
    private void group(String name, Floor floor, List<Case> cases) {
        int rounds = Math.max(1, options.seconds() / ROUND_SECONDS);
        int seconds = Math.min(options.seconds(), ROUND_SECONDS);
        CaseResult floors = CaseResult.NOTHING;
        Map<String, CaseResult> found = new LinkedHashMap<>();
        cases.forEach(one -> found.put(one.name(), CaseResult.NOTHING));
        for (int round = 0; round < rounds; round++) {
            floors = floors.plus(timed(() -> floor.run(Duration.ofSeconds(FLOOR_SLICE_SECONDS))));
            // Alternates the order, so that a machine that becomes slower affects both cases equally.
            for (Case one : round % 2 == 0 ? cases : cases.reversed()) {
                found.merge(one.name(), timed(() -> load.run(seconds, one)), CaseResult::plus);
            }
        }
        for (Map.Entry<String, CaseResult> one : found.entrySet()) {
            report.result(one.getKey(), one.getValue());
            ratios.put(one.getKey(), one.getValue().ratioTo(floors));
        }
        report.result("  floor of " + name, floors);
        results.putAll(found);
    }

    private CaseResult timed(Supplier<Measured> work) {
        OptionalLong engine = CpuTime.ofProcess(world.enginePid());
        OptionalLong postgres = CpuTime.ofFamily(postgresPid);
        Measured measured = work.get();
        return new CaseResult(
                measured,
                since(engine, CpuTime.ofProcess(world.enginePid())),
                since(postgres, CpuTime.ofFamily(postgresPid)));
    }

    /** The processor time between two readings; empty if one reading is missing. */
    public static OptionalLong since(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    private int conclude() {
        report.say("");
        ratios.forEach((name, ratio) -> report.ratio("ratio-to-floor " + name, ratio));
        if (results.containsKey("100-one")) {
            report.ratio("one-partner-to-many", result("100-one").ratioTo(result("100-many")));
        }
        long errors = results.values().stream()
                .mapToLong(result -> result.measured().errors())
                .sum();
        if (errors > 0) {
            report.say(errors + " requests failed; the figures are valid only without failed requests");
        }
        return errors == 0 ? 0 : 1;
    }

    private CaseResult result(String name) {
        return results.getOrDefault(name, CaseResult.NOTHING);
    }

    /** PostgreSQL's main process is the parent of this connection's server process. */
    public static long postgresPid(Connection database) throws SQLException {
        return CpuTime.parentOf(backendPid(database)).orElse(-1);
    }

    /** The id of the PostgreSQL process that serves this connection. */
    public static long backendPid(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }
}
