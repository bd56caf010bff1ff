package id.kezbek.trials.torture;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.trials.torture.callers.Callers;
import id.kezbek.trials.torture.callers.TwoPeople;
import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.Diary;
import id.kezbek.trials.torture.checks.Evidence;
import id.kezbek.trials.torture.checks.Figures;
import id.kezbek.trials.torture.checks.Oracle;
import id.kezbek.trials.torture.checks.Violation;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.disturbances.Disturbance;
import id.kezbek.trials.torture.disturbances.Disturber;
import id.kezbek.trials.torture.disturbances.ProviderFaults;
import id.kezbek.trials.torture.disturbances.Redelivery;
import id.kezbek.trials.torture.disturbances.Rest;
import id.kezbek.trials.torture.disturbances.Schedule;
import id.kezbek.trials.torture.fleet.EngineLost;
import id.kezbek.trials.torture.fleet.EngineMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One run: callers send requests, and each cycle makes one disturbance. At the end, when all work is finished, the
 * oracle checks the results.
 */
public final class TortureRun {

    /** The time of normal operation between two disturbances. */
    private static final Duration BREATH = Duration.ofMillis(300);

    private static final int LOOK_EVERY_CYCLES = 20;
    private static final int TIMELINES_TOLD = 3;
    private static final int REDELIVERIES_MAX = 3;
    private static final Duration REST_WITHIN = Duration.ofSeconds(60);
    private static final Duration REST_POLL = Duration.ofMillis(300);

    private final TortureOptions options;
    private final TortureReport report;
    private final TortureWorld world;
    private final List<Cycle> schedule;
    private final Disturber disturber;
    private final Diary diary = new Diary();
    private final List<Timeline.Event> events = new ArrayList<>();
    private final Map<String, Integer> reached = new HashMap<>();
    private final Map<String, Integer> notReached = new HashMap<>();
    private final List<Long> cycleMillis = new ArrayList<>();
    private long resolved;

    TortureRun(TortureOptions options, TortureReport report, TortureWorld world, List<String> points) {
        this.options = options;
        this.report = report;
        this.world = world;
        List<String> processes =
                world.fleet().members().stream().map(EngineMember::name).toList();
        this.schedule = Schedule.of(options.seed(), options.cycles(), points, processes);
        this.disturber = new Disturber(world.parts(), world.fleet(), world.points(), world.doubler());
    }

    int play() throws SQLException, IOException {
        List<Violation> found = new ArrayList<>();
        try (Callers callers = new Callers(world.fleet())) {
            ProviderFaults.begin(world.providers(), options.seed());
            callers.start(options.seed(), world.partners(), TortureWorld.SHORT_OF_MONEY, world.sandbox(), diary);
            found.addAll(cycles());
            ProviderFaults.end(world.providers());
            if (found.isEmpty()) {
                callers.finish();
            }
        } catch (EngineLost lost) {
            found.add(new Violation(Kind.ENGINE, null, lost.line()));
        }
        return conclude(found);
    }

    private List<Violation> cycles() throws SQLException, IOException {
        List<Violation> found = new ArrayList<>();
        for (Cycle cycle : schedule) {
            if (found.isEmpty()) {
                play(cycle);
                if (cycle.number() % LOOK_EVERY_CYCLES == 0) {
                    found.addAll(look(Oracle::always));
                }
            }
        }
        return found;
    }

    private void play(Cycle cycle) throws IOException, SQLException {
        long began = System.nanoTime();
        events.add(new Timeline.Event(
                Instant.now(),
                "cycle " + cycle.number() + " begins: " + cycle.disturbance().what()));
        Disturber.Done done = disturber.carryOut(cycle.disturbance());
        events.add(new Timeline.Event(Instant.now(), "cycle " + cycle.number() + " is repaired: " + done));
        if (cycle.disturbance() instanceof Disturbance.CrashAt(String point)) {
            (done.reached() ? reached : notReached).merge(point, 1, Integer::sum);
        }
        world.fleet().fallen().ifPresent(fallen -> {
            throw new EngineLost(
                    fallen.name() + " ended by itself in cycle " + cycle.number() + ": " + fallen.lastWords());
        });
        LockSupport.parkNanos(BREATH.toNanos());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        cycleMillis.add(took.toMillis());
        report.cycle(cycle, options.cycles(), done, took, diary.acknowledged());
    }

    private int conclude(List<Violation> before) throws SQLException, IOException {
        List<Violation> found = new ArrayList<>(before);
        if (found.isEmpty()) {
            report.say("No more disturbances; waiting until all work is finished.");
            awaitRest();
            repeatWhatWasNotHeard();
            found.addAll(judge());
            letPeopleResolve();
            found.addAll(judge());
        }
        try (Connection database = world.database()) {
            Evidence evidence = world.evidence(diary, database);
            Figures figures = Figures.of(evidence, found, resolved, reached, notReached, cycleMillis);
            report.figures(figures);
            options.json().ifPresent(file -> write(file, figures));
            if (!found.isEmpty()) {
                explain(found, evidence, database);
            }
        }
        report.say(found.isEmpty() ? "No violations found." : "VIOLATIONS FOUND; repeat with " + options.command());
        return found.isEmpty() ? 0 : 1;
    }

    private void write(Path file, Figures figures) {
        try {
            Files.writeString(file, figures.json(options).toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figures to " + file, e);
        }
    }

    private void explain(List<Violation> found, Evidence evidence, Connection database)
            throws SQLException, IOException {
        report.say("");
        report.say("logs: " + world.keepLogs("torture-failed-" + options.seed()));
        report.say("seed " + options.seed() + ", after cycle " + cycleMillis.size());
        report.violations(found);
        List<Asked.Key> told = found.stream()
                .map(Violation::purchase)
                .filter(Objects::nonNull)
                .distinct()
                .limit(TIMELINES_TOLD)
                .toList();
        for (Asked.Key purchase : told) {
            report.say("");
            report.say("The history of " + purchase + ":");
            Timeline.of(purchase, evidence, events, database, world.folder().resolve("logs"))
                    .forEach(report::say);
        }
    }

    /** The violations that the oracle finds when all work is finished. */
    public List<String> wrongs() throws SQLException {
        return judge().stream().map(Violation::toString).toList();
    }

    /**
     * Like {@link #wrongs()}, but after a change of the engine's records. The change is rolled back afterwards.
     *
     * @param sabotage statements that the database's owner runs
     */
    public List<String> wrongsAfter(List<String> sabotage) throws SQLException {
        try (Connection database = world.database()) {
            database.setAutoCommit(false);
            for (String statement : sabotage) {
                try (var change = database.createStatement()) {
                    change.execute(statement);
                }
            }
            Evidence evidence = world.evidence(diary, database).withTrialBalance(world.trialBalance());
            database.rollback();
            return Oracle.atRest(evidence).stream().map(Violation::toString).toList();
        }
    }

    private List<Violation> judge() throws SQLException {
        return look(evidence -> Oracle.atRest(evidence.withTrialBalance(world.trialBalance())));
    }

    private List<Violation> look(Function<Evidence, List<Violation>> eye) throws SQLException {
        return eye.apply(read());
    }

    /**
     * Repeats the callback about a reversal if the engine did not receive the first callback. The engine then pays the
     * reversed amount again, and this payment must also reach its final state.
     */
    private void repeatWhatWasNotHeard() throws SQLException {
        try (HttpCalls engine = new HttpCalls(world.fleet().apis().getFirst().baseUrl())) {
            Redelivery redelivery = new Redelivery(engine, world.parts().engineProperties());
            int unheard = redelivery.tellOfReversals(read());
            for (int round = 1; unheard > 0 && round <= REDELIVERIES_MAX; round++) {
                report.say(unheard + " reversals are unknown to the engine; sending the callbacks again.");
                awaitRest();
                unheard = redelivery.tellOfReversals(read());
            }
        }
    }

    /**
     * If an inquiry cannot find an attempt's result, two people enter the result from the provider's settlement file.
     * The oracle then checks this attempt like other attempts.
     */
    private void letPeopleResolve() throws SQLException {
        try (HttpCalls engine = new HttpCalls(world.fleet().apis().getFirst().baseUrl())) {
            resolved = new TwoPeople(new StaffClient(engine, world.sandbox())).resolve(read());
        }
        report.say(resolved + " GoPaid orders with an unknown result were resolved by two people.");
        awaitRest();
    }

    private Evidence read() throws SQLException {
        try (Connection database = world.database()) {
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return world.evidence(diary, database);
        }
    }

    /** Waits for a limited time. The oracle reports work that is still unfinished as stuck. */
    private void awaitRest() throws SQLException {
        long deadline = System.nanoTime() + REST_WITHIN.toNanos();
        boolean rests = false;
        while (!rests && System.nanoTime() < deadline) {
            LockSupport.parkNanos(REST_POLL.toNanos());
            try (Connection database = world.database()) {
                rests = Rest.isReached(database);
            }
        }
    }
}
