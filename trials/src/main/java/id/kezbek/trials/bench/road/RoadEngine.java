package id.kezbek.trials.bench.road;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.ProcessFamily;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.trials.bench.CpuTime;
import id.kezbek.trials.bench.road.measure.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One of the engines of a measurement. An engine can be frozen, so that other engines can use the whole machine. */
public final class RoadEngine implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final EngineProcess.Program program;
    private final List<String> jvmFlags;
    private final Map<String, String> properties;
    private final Path folder;
    private final Path log;
    private final int port = FreePort.choose();
    private @Nullable EngineProcess process;

    /**
     * @param folder contains the engine's settings while the engine runs
     *
     * @param log receives the engine's output
     */
    RoadEngine(
            EngineProcess.Program program,
            List<String> jvmFlags,
            Map<String, String> properties,
            Path folder,
            Path log) {
        this.program = program;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.properties = new LinkedHashMap<>(properties);
        this.properties.put("server.port", Integer.toString(port));
        this.properties.put("server.address", "127.0.0.1");
        this.folder = folder;
        this.log = log;
    }

    /** Starts the engine and returns when it serves requests. */
    void start() throws IOException {
        EngineProcess started =
                EngineProcess.start(program, properties, jvmFlags, new EngineProcess.Place(folder, log));
        process = started;
        if (!started.awaitReady(READY_WITHIN)) {
            throw new CannotStart("the engine did not start: " + started.lastError());
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    public long pid() {
        return Objects.requireNonNull(process, "The engine does not run").pid();
    }

    public OptionalLong cpuMicros() {
        return CpuTime.ofProcess(pid());
    }

    /** The memory that the engine uses. */
    Memory memory() {
        return Memory.of(pid());
    }

    void freeze() {
        family().freeze();
    }

    void thaw() {
        family().thaw();
    }

    private ProcessFamily family() {
        return ProcessFamily.of(pid()).orElseThrow(() -> new CannotStart("an engine ended; its log is " + log));
    }

    /** Stops the engine, also a frozen engine. A second call does nothing. */
    @Override
    public void close() {
        EngineProcess running = process;
        process = null;
        if (running != null) {
            ProcessFamily.of(running.pid()).ifPresent(ProcessFamily::thaw);
            running.stop(STOP_WITHIN);
        }
    }
}
