package id.kezbek.trials.torture.disturbances;

import id.kezbek.trials.torture.Cycle;
import id.kezbek.trials.torture.calls.Seeds;
import id.kezbek.trials.torture.fleet.EngineTempo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The disturbances of a run and their order, which depend only on the seed. Ten cycles contain at least one disturbance
 * of each kind, in random order. The crash points are used one after the other in a shuffled order, so that every crash
 * point is used.
 */
public final class Schedule {

    private static final int AFTER_MILLIS_MAX = 1_500;
    private static final int AWAY_MILLIS = 300;
    private static final int AWAY_MILLIS_SPREAD = 1_200;
    /** This pause is longer than the lease, so the process continues after its lease has expired. */
    private static final int PAUSE_MILLIS = EngineTempo.LEASE_MILLIS + 500;

    private static final int PAUSE_MILLIS_SPREAD = 1_000;

    private final RandomGenerator random;
    private final List<String> points;
    private final List<String> processes;
    private final List<String> jobs;
    private int nextPoint;
    private int rounds;

    private Schedule(RandomGenerator random, List<String> points, List<String> processes) {
        this.random = random;
        this.points = points;
        this.processes = processes;
        this.jobs = processes.stream().filter(name -> name.startsWith("job")).toList();
    }

    /**
     * @param points the engine's crash points; may be empty
     *
     * @param processes the names of the engine's processes
     */
    public static List<Cycle> of(long seed, int cycles, List<String> points, List<String> processes) {
        List<String> shuffled = new ArrayList<>(points.stream().sorted().toList());
        // Crash points have a separate random generator, so that a new crash point does not change a seed's other
        // disturbances.
        Collections.shuffle(shuffled, Random.from(Seeds.of(seed, "crash points")));
        return new Schedule(Seeds.of(seed, "schedule"), shuffled, processes).cycles(cycles);
    }

    private List<Cycle> cycles(int count) {
        List<Cycle> cycles = new ArrayList<>(count);
        while (cycles.size() < count) {
            for (Disturbance disturbance : round()) {
                if (cycles.size() < count) {
                    cycles.add(new Cycle(cycles.size() + 1, disturbance));
                }
            }
        }
        return cycles;
    }

    /** Ten disturbances. A kind with several forms uses them alternately. */
    private List<Disturbance> round() {
        List<Disturbance> round = new ArrayList<>(List.of(
                crash(),
                crash(),
                crash(),
                crash(),
                kill(),
                kill(),
                new Disturbance.Pause(oneOf(rounds % 4 == 3 ? processes : jobs), after(), pauseMillis()),
                turn(this::killPostgres, this::freezePostgres),
                turn(this::killRedis, this::freezeRedis, Disturbance.FlushRedis::new),
                new Disturbance.DoubleMessages(random.nextLong())));
        Collections.shuffle(round, Random.from(random));
        rounds++;
        return round;
    }

    private Disturbance crash() {
        return points.isEmpty() ? kill() : new Disturbance.CrashAt(points.get(nextPoint++ % points.size()));
    }

    private Disturbance kill() {
        return new Disturbance.Kill(oneOf(processes), after());
    }

    private Disturbance killPostgres() {
        return new Disturbance.KillPostgres(after(), awayMillis());
    }

    private Disturbance freezePostgres() {
        return new Disturbance.FreezePostgres(after(), pauseMillis());
    }

    private Disturbance killRedis() {
        return new Disturbance.KillRedis(awayMillis());
    }

    private Disturbance freezeRedis() {
        return new Disturbance.FreezeRedis(awayMillis());
    }

    @SafeVarargs
    private Disturbance turn(Supplier<Disturbance>... forms) {
        return forms[rounds % forms.length].get();
    }

    private int after() {
        return random.nextInt(AFTER_MILLIS_MAX);
    }

    private int awayMillis() {
        return AWAY_MILLIS + random.nextInt(AWAY_MILLIS_SPREAD);
    }

    private int pauseMillis() {
        return PAUSE_MILLIS + random.nextInt(PAUSE_MILLIS_SPREAD);
    }

    private String oneOf(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }
}
