package id.kezbek.trials.bench.road;

import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.trials.bench.Bench;
import id.kezbek.trials.bench.Case;
import id.kezbek.trials.bench.Measured;
import id.kezbek.trials.bench.floor.Floor;
import id.kezbek.trials.bench.road.measure.Clocks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The benchmark of a backlog. Waiting payouts are written while the engine is frozen. The engine pays a first backlog
 * without purchases, and a second backlog while it accepts purchases. docs/bench.md explains the results.
 */
public final class DrainBench {

    private static final long WAITING_WHILE_ACCEPTING = 200_000;
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP_CONNECTIONS = 64;
    private static final int ACCEPT_SECONDS = 20;

    /** After the thaw, all schedules run at once. This is not measured. */
    private static final int SETTLING_SECONDS = 5;

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private final DrainOptions options;
    private final RoadReport report;
    private final RoadWorld world;
    private final Connection database;
    private final long postgresPid;
    private final long asking;

    private DrainBench(DrainOptions options, RoadReport report, RoadWorld world, Connection database)
            throws SQLException {
        this.options = options;
        this.report = report;
        this.world = world;
        this.database = database;
        this.asking = Bench.backendPid(database);
        this.postgresPid = Bench.postgresPid(database);
    }

    /**
     * Runs the benchmark in a new environment and prints the results.
     *
     * @param flags the options after {@code drain}
     * @param logs the folder for the logs of engines, doubles and load generators
     * @return the exit status: 0, or 1 if a request failed or payouts were not paid
     */
    public static int run(
            List<String> flags, EngineProcess.Program program, List<String> jvmFlags, Path logs, PrintStream out) {
        DrainOptions options = DrainOptions.parse(flags);
        RoadReport report = new RoadReport(out);
        report.say("Starting a temporary PostgreSQL and other systems, simulated providers, and the engines.");
        try {
            OwnerOnly.folder(logs);
            // E-mails are disabled: e-mails need events, and these payouts have no events, because the engine does not
            // write them.
            RoadWorld.Setting setting = new RoadWorld.Setting(program, jvmFlags, logs, options.apart(), false);
            try (RoadWorld world = RoadWorld.open(setting);
                    Connection database = DriverManager.getConnection(world.roadUrl())) {
                return new DrainBench(options, report, world, database).measure();
            }
        } catch (IOException | SQLException | NoAnswer failed) {
            throw new CannotStart("the benchmark stopped: " + failed.getMessage() + "; logs are in " + logs, failed);
        }
    }

    private int measure() throws IOException, SQLException {
        world.startRoad();
        world.startAlone();
        world.alone().freeze();
        report.say("Warming up for %d s.", options.warmUpSeconds());
        Measured warm = world.roadLoad().run(options.warmUpSeconds(), load(WARM_UP_CONNECTIONS));
        boolean done = Backlog.awaitNone(database, false);
        world.freezeRoad();
        try (Floor floor = Floor.open(world.roadUrl(), RoadWorld.PARTNERS)) {
            fill(floor, options.payouts());
            done &= drain();
            world.freezeRoad();
            fill(floor, Math.min(WAITING_WHILE_ACCEPTING, options.payouts()));
        }
        Measured alone = alone();
        world.thawRoad();
        world.roadLoad().run(SETTLING_SECONDS, load(CONNECTIONS));
        Measured accepted = world.roadLoad().run(seconds(), load(CONNECTIONS));
        long left = Backlog.now(database, false).payouts();
        report.say(
                "drain-accept p99 %.1f ms alone %.1f ms ratio %.2f",
                accepted.millisAt(99), alone.millisAt(99), accepted.millisAt(99) / Math.max(0.001, alone.millisAt(99)));
        report.say(
                "  with %d connections, %.0f accepted a second during payouts, %.0f alone; %d payouts are not paid",
                CONNECTIONS, accepted.perSecond(), alone.perSecond(), left);
        long errors = warm.errors() + alone.errors() + accepted.errors();
        if (errors > 0) {
            report.say("%d requests failed; the figures are valid only without failed requests", errors);
        }
        return done && errors == 0 ? 0 : 1;
    }

    private static Case load(int connections) {
        return new Case("drain", connections, RoadWorld.PARTNERS);
    }

    private int seconds() {
        return Math.max(5, Math.min(ACCEPT_SECONDS, options.warmUpSeconds()));
    }

    /** Measures a warm engine with its own database, while no other engine runs. */
    private Measured alone() {
        world.alone().thaw();
        world.aloneLoad().run(options.warmUpSeconds(), load(WARM_UP_CONNECTIONS));
        Measured alone = world.aloneLoad().run(seconds(), load(CONNECTIONS));
        world.alone().freeze();
        return alone;
    }

    private void fill(Floor floor, long payouts) throws SQLException {
        report.say("Writing %d waiting payouts.", payouts);
        floor.write(payouts);
        try (Statement statement = database.createStatement()) {
            // Without this statement, the server's autovacuum would analyze the table within a minute.
            statement.execute("analyze payouts.payout");
        }
    }

    /** Waits until the engine has paid all waiting payouts. Returns false if the engine stops paying before. */
    private boolean drain() throws SQLException {
        long waiting = Backlog.now(database, false).payouts();
        long paidBefore = world.doubles().counts().paid();
        Clocks clocks = Clocks.now(world, postgresPid, asking);
        world.thawRoad();
        long began = System.nanoTime();
        long tenth = until(paidBefore + waiting / 10, began);
        for (int i = 2; i <= 8; i++) {
            report.say(
                    "  %d of 10 parts paid after %.1f s",
                    i, (until(paidBefore + waiting * i / 10, began) - began) / 1e9);
        }
        // The last percent is not measured: it contains payouts that were postponed because of another payout of the
        // same customer.
        long lastTenth = until(paidBefore + waiting * 89 / 100, began);
        long end = until(paidBefore + waiting * 99 / 100, began);
        boolean done = Backlog.awaitNone(database, false);
        Clocks spent = Clocks.now(world, postgresPid, asking).minus(clocks);
        long paid = world.doubles().counts().paid() - paidBefore;
        report.say("drain start %.0f end %.0f", perSecond(waiting, tenth - began), perSecond(waiting, end - lastTenth));
        report.say(
                "drain-us engine %.0f postgres %.0f",
                each(spent.engines(), paid), each(spent.of(Clocks.POSTGRES), paid));
        if (!done || paid != waiting) {
            report.say("%d payouts waited and %d were paid", waiting, paid);
        }
        return done && paid == waiting;
    }

    private static double perSecond(long waiting, long nanosOfATenth) {
        return waiting / 10.0 * 1e9 / Math.max(1, nanosOfATenth);
    }

    private static double each(long micros, long payouts) {
        return payouts == 0 ? 0 : (double) micros / payouts;
    }

    /** The time at which the number of paid payouts reached {@code paid}. */
    private long until(long paid, long began) {
        long seen = 0;
        long moved = began;
        while (true) {
            long now = System.nanoTime();
            long counted = world.doubles().counts().paid();
            if (counted >= paid) {
                return now;
            }
            if (counted > seen) {
                seen = counted;
                moved = now;
            }
            if (now - moved > STANDSTILL.toNanos()) {
                throw new NoAnswer("nothing was paid for " + STANDSTILL + " while payouts waited");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
