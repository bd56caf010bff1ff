package id.kezbek.trials.bench.road.measure;

import id.kezbek.trials.bench.CpuTime;
import id.kezbek.trials.bench.road.RoadWorld;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The processor times of a measurement's processes, in microseconds.
 *
 * @param micros the times by name; unknown times are absent
 */
public record Clocks(Map<String, Long> micros) {

    public static final String ENGINE = "engine";
    public static final String JOB = "job";
    public static final String POSTGRES = "postgres";
    public static final String DOUBLES = "doubles";
    public static final String LOAD = "load";
    /** The processor time of the benchmark's own process, in which the queue server runs. */
    public static final String QUEUE = "queue";

    public static final Clocks ZERO = new Clocks(Map.of());

    public Clocks {
        micros = Map.copyOf(micros);
    }

    /**
     * @param asking the PostgreSQL process of the benchmark's own connection, whose processor time is not counted
     */
    public static Clocks now(RoadWorld world, long postgresPid, long asking) {
        Map<String, Long> micros = new LinkedHashMap<>();
        put(micros, ENGINE, world.api().cpuMicros());
        world.job().ifPresent(job -> put(micros, JOB, job.cpuMicros()));
        OptionalLong asked = CpuTime.ofProcess(asking);
        CpuTime.ofFamily(postgresPid).ifPresent(all -> micros.put(POSTGRES, all - asked.orElse(0)));
        put(micros, DOUBLES, CpuTime.ofProcess(world.doubles().pid()));
        put(micros, LOAD, CpuTime.ofProcess(world.roadLoad().pid()));
        put(micros, QUEUE, CpuTime.ofProcess(ProcessHandle.current().pid()));
        return new Clocks(micros);
    }

    private static void put(Map<String, Long> micros, String name, OptionalLong time) {
        time.ifPresent(value -> micros.put(name, value));
    }

    public Clocks minus(Clocks before) {
        Map<String, Long> spent = new LinkedHashMap<>();
        micros.forEach((name, value) -> spent.put(name, value - before.of(name)));
        return new Clocks(spent);
    }

    public Clocks plus(Clocks more) {
        Map<String, Long> sum = new LinkedHashMap<>(micros);
        more.micros.forEach((name, value) -> sum.merge(name, value, Long::sum));
        return new Clocks(sum);
    }

    public long of(String name) {
        return micros.getOrDefault(name, 0L);
    }

    /** The sum of all engines. */
    public long engines() {
        return of(ENGINE) + of(JOB);
    }

    public boolean isTold() {
        return micros.containsKey(ENGINE) && micros.containsKey(POSTGRES);
    }
}
