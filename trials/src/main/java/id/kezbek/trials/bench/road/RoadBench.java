package id.kezbek.trials.bench.road;

import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.trials.bench.Bench;
import id.kezbek.trials.bench.Case;
import id.kezbek.trials.bench.CaseResult;
import id.kezbek.trials.bench.CpuTime;
import id.kezbek.trials.bench.Measured;
import id.kezbek.trials.bench.floor.Floor;
import id.kezbek.trials.bench.road.measure.Clocks;
import id.kezbek.trials.bench.road.measure.Recorder;
import id.kezbek.trials.bench.road.measure.StageProfile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The benchmark of the whole processing of a purchase ("road"): accepted, paid, and confirmed by e-mail.
 * docs/bench.md explains the results.
 */
public final class RoadBench {

    private static final int ROUND_SECONDS = 20;
    private static final int FLOOR_SLICE_SECONDS = 2;
    private static final int ALONE_SLICE_SECONDS = 3;
    private static final int FLOOR_WARM_UP_SECONDS = 3;
    private static final int WARM_UP_CONNECTIONS = 64;
    private static final int LATENCY_SECONDS = 30;
    private static final int IDLE_PER_SECOND = 3;

    private final RoadOptions options;
    private final RoadReport report;
    private final RoadWorld world;
    private final Connection database;
    private final long postgresPid;
    private final long asking;
    private final StageProfile profile;
    private final List<String> faults = new ArrayList<>();
    /** The highest rate so far: purchases per second, including their payouts and e-mails. */
    private double sustained;

    private RoadBench(RoadOptions options, RoadReport report, RoadWorld world, Path logs, Connection database)
            throws IOException, SQLException {
        this.options = options;
        this.report = report;
        this.world = world;
        this.database = database;
        this.asking = Bench.backendPid(database);
        this.postgresPid = Bench.postgresPid(database);
        this.profile = new StageProfile(new Recorder(world.folder()), logs);
    }

    /**
     * Runs the benchmark in a new environment and prints the results.
     *
     * @param flags the options after {@code road}
     * @param logs the folder for the logs of engines, doubles and load generators
     * @return the exit status: 0, or 1 if a request failed or work was not finished
     */
    public static int run(
            List<String> flags, EngineProcess.Program program, List<String> jvmFlags, Path logs, PrintStream out) {
        RoadOptions options = RoadOptions.parse(flags);
        RoadReport report = new RoadReport(out);
        if (options.isQuick()) {
            report.say("Quick run: it shows whether the benchmark works, not how fast the engine is.");
        }
        report.say("Starting a temporary PostgreSQL and other systems, and simulated providers and a simulated"
                + " mail server in a separate process. A first engine fills the database.");
        try {
            OwnerOnly.folder(logs);
            RoadWorld.Setting setting =
                    new RoadWorld.Setting(program, jvmFlags, logs, options.apart(), options.withMail());
            try (RoadWorld world = RoadWorld.open(setting);
                    Connection database = DriverManager.getConnection(world.roadUrl())) {
                return new RoadBench(options, report, world, logs, database).measure();
            }
        } catch (IOException | SQLException | NoAnswer failed) {
            throw new CannotStart("the benchmark stopped: " + failed.getMessage() + "; logs are in " + logs, failed);
        }
    }

    private int measure() throws IOException, SQLException {
        report.say("start-ms %d", world.startRoad());
        report.say("Starting a second engine on a separate database. It only accepts purchases and pays nothing out.");
        world.startAlone();
        try (Floor floor = Floor.open(world.aloneUrl(), RoadWorld.PARTNERS)) {
            warmUp(floor);
            for (int connections : options.connections()) {
                measure(connections, floor);
            }
        }
        latencies();
        long unknown = Backlog.unknown(database);
        if (unknown > 0) {
            faults.add(
                    unknown
                            + " attempts have an unknown result: the simulated providers responded too late, because the machine was busy");
        }
        faults.forEach(report::say);
        return faults.isEmpty() ? 0 : 1;
    }

    private void warmUp(Floor floor) throws SQLException {
        report.say(
                "Warming up with %2$d connections: %1$d s of accepting, paying and e-mails, then half that time of accepting only.",
                options.warmUpSeconds(), WARM_UP_CONNECTIONS);
        world.alone().freeze();
        round(WARM_UP_CONNECTIONS, options.warmUpSeconds());
        world.freezeRoad();
        world.alone().thaw();
        floor.run(Duration.ofSeconds(FLOOR_WARM_UP_SECONDS));
        check(world.aloneLoad().run(Math.max(1, options.warmUpSeconds() / 2), aloneCase(WARM_UP_CONNECTIONS)));
        world.alone().freeze();
        world.thawRoad();
    }

    private static Case aloneCase(int connections) {
        return new Case("alone", connections, RoadWorld.PARTNERS);
    }

    /**
     * Each round begins with short runs of the floor and of an engine that only accepts. So all three measurements have
     * the same conditions.
     */
    private void measure(int connections, Floor floor) throws IOException, SQLException {
        int rounds = Math.max(1, options.seconds() / ROUND_SECONDS);
        int seconds = Math.min(options.seconds(), ROUND_SECONDS);
        CaseResult floors = CaseResult.NOTHING;
        CaseResult alone = CaseResult.NOTHING;
        RoadResult road = RoadResult.NOTHING;
        profile.start(world.road());
        for (int round = 1; round <= rounds; round++) {
            report.say("  %d connections, round %d of %d", connections, round, rounds);
            world.freezeRoad();
            world.alone().thaw();
            floors = floors.plus(timed(() -> floor.run(Duration.ofSeconds(FLOOR_SLICE_SECONDS))));
            alone = alone.plus(timed(() -> world.aloneLoad().run(ALONE_SLICE_SECONDS, aloneCase(connections))));
            world.alone().freeze();
            world.thawRoad();
            road = road.plus(round(connections, seconds));
        }
        check(alone.measured());
        Map<Stage, Double> stages = profile.stop(
                world.road(), Integer.toString(connections), road.clocks().engines());
        report.result(connections, road, alone, floors);
        report.stages(connections, road, stages);
        report.memory(connections, world);
        sustained = Math.max(sustained, road.sustainedPerSecond());
        if (road.inAll().paid() == 0) {
            faults.add("nothing was paid");
        }
        if (options.withMail() && road.inAll().mails() == 0) {
            faults.add("nothing was mailed");
        }
    }

    /**
     * Measures the time from the response to a request until the payment at the provider, with single requests and at
     * half of the sustained rate.
     */
    private void latencies() throws SQLException {
        int seconds = Math.min(LATENCY_SECONDS, options.seconds());
        report.say("   latency: %d s of single requests, then %d s at half load", seconds, seconds);
        report.latency("idle", timeToPay(seconds, IDLE_PER_SECOND, 1));
        int half = (int) Math.max(1, sustained / 2);
        report.latency("half", timeToPay(seconds, half, WARM_UP_CONNECTIONS));
        report.say("latency-half-at %d a second", half);
    }

    private Histogram timeToPay(int seconds, int perSecond, int connections) throws SQLException {
        // Discards the times of earlier requests.
        world.roadLoad().takeAnswered();
        world.doubles().takeSeen();
        check(world.roadLoad().pace(seconds, perSecond, new Case("paced", connections, RoadWorld.PARTNERS)));
        awaitNone();
        Map<String, Long> answered = world.roadLoad().takeAnswered().byNumber();
        Map<String, Long> seen = world.doubles().takeSeen().byNumber();
        Histogram latencies = Measured.latenciesOf();
        answered.forEach((number, at) -> {
            Long paidAt = seen.get(number);
            if (paidAt == null) {
                faults.add("an accepted purchase was not paid");
            } else {
                // The provider may book the payment before the caller has received the response.
                Measured.note(latencies, paidAt - at);
            }
        });
        return latencies;
    }

    private CaseResult timed(Supplier<Measured> work) {
        OptionalLong engine = world.alone().cpuMicros();
        OptionalLong postgres = CpuTime.ofFamily(postgresPid);
        Measured measured = work.get();
        return new CaseResult(
                measured,
                Bench.since(engine, world.alone().cpuMicros()),
                Bench.since(postgres, CpuTime.ofFamily(postgresPid)));
    }

    /** Runs a load and waits until all payouts and e-mails of the load are done. */
    private RoadResult round(int connections, int seconds) throws SQLException {
        Clocks clocks = Clocks.now(world, postgresPid, asking);
        Counts counts = world.doubles().counts();
        Case load = new Case("road", connections, RoadWorld.PARTNERS);
        Measured accepted = options.perSecond() > 0
                ? world.roadLoad().pace(seconds, options.perSecond(), load)
                : world.roadLoad().run(seconds, load);
        long loadEnded = System.nanoTime();
        Counts underLoad = world.doubles().counts().minus(counts);
        Backlog backlog = Backlog.now(database, options.withMail());
        awaitNone();
        long drainNanos = System.nanoTime() - loadEnded;
        Counts inAll = world.doubles().counts().minus(counts);
        check(accepted);
        check(inAll, accepted.purchases());
        return new RoadResult(
                accepted,
                underLoad,
                inAll,
                backlog,
                1,
                drainNanos,
                Clocks.now(world, postgresPid, asking).minus(clocks));
    }

    private void awaitNone() throws SQLException {
        if (!Backlog.awaitNone(database, options.withMail())) {
            Backlog left = Backlog.now(database, options.withMail());
            faults.add("the remaining work does not progress: " + left.payouts() + " payouts, " + left.emails()
                    + " e-mails, " + left.facts() + " facts");
        }
    }

    private void check(Measured measured) {
        if (measured.errors() > 0) {
            faults.add(measured.errors() + " requests failed, the first: " + measured.firstError());
        }
        if (measured.purchases() == 0) {
            faults.add("nothing was accepted");
        }
    }

    private void check(Counts counts, long purchases) {
        if (counts.paid() != purchases) {
            faults.add(purchases + " purchases were accepted and " + counts.paid() + " paid");
        }
        if (counts.twice() > 0) {
            faults.add(counts.twice() + " orders were sent twice");
        }
        if (counts.notUnderstood() > 0) {
            faults.add(counts.notUnderstood()
                    + " requests were unknown to the simulated providers and mail server; see their log");
        }
    }
}
