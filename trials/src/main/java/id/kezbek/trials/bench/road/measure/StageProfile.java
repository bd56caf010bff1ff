package id.kezbek.trials.bench.road.measure;

import id.kezbek.trials.bench.road.RoadEngine;
import id.kezbek.trials.bench.road.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor time that the engines used in one case, by stage. The time of the JVM's own threads is exact. The
 * remaining time is divided among the stages in proportion to the samples.
 */
public final class StageProfile {

    private final Recorder recorder;
    private final Path logs;
    private final Map<Long, ThreadTimes> began = new HashMap<>();
    private final Map<Stage, Long> counted = new EnumMap<>(Stage.class);

    /**
     * @param logs receives the stacks for flame graphs
     */
    public StageProfile(Recorder recorder, Path logs) {
        this.recorder = recorder;
        this.logs = logs;
    }

    public void start(List<RoadEngine> engines) throws IOException {
        for (RoadEngine engine : engines) {
            recorder.start(engine.pid());
            began.put(engine.pid(), ThreadTimes.of(engine.pid()));
        }
    }

    /**
     * Ends the profile.
     *
     * @param name the name of the case
     * @param micros the total processor time of the engines
     * @return microseconds by stage; empty without samples
     */
    public Map<Stage, Double> stop(List<RoadEngine> engines, String name, long micros) throws IOException {
        Samples samples = new Samples();
        for (RoadEngine engine : engines) {
            ThreadTimes now = ThreadTimes.of(engine.pid());
            ThreadTimes before = began.getOrDefault(engine.pid(), now);
            for (Stage stage : List.of(Stage.GC, Stage.JIT)) {
                counted.merge(stage, now.since(before, stage), Long::sum);
            }
            Path file = Files.createTempFile(logs, "bench-road", ".jfr");
            try {
                recorder.stop(engine.pid(), file);
                samples.read(file);
            } finally {
                Files.delete(file);
            }
        }
        samples.writeStacks(logs.resolve("bench-road-" + name + ".stacks"));
        return shares(samples, micros);
    }

    private Map<Stage, Double> shares(Samples samples, long micros) {
        Map<Stage, Double> stages = new EnumMap<>(Stage.class);
        if (samples.count() == 0) {
            return stages;
        }
        long sampled = Math.max(
                0, micros - counted.values().stream().mapToLong(Long::longValue).sum());
        for (Stage stage : Stage.values()) {
            stages.put(stage, counted.getOrDefault(stage, 0L) + sampled * samples.share(stage));
        }
        return stages;
    }
}
