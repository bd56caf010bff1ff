package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.testing.EngineProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine's processes, each with its role, port and folder, with the same external systems. */
final class Processes implements AutoCloseable {

    static final Duration READY_WITHIN = Duration.ofSeconds(150);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    private final Path folder;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, EngineProcess> running = new HashMap<>();

    Processes(OutsideWorld world, Path folder, Map<String, String> settings) {
        this.folder = folder;
        properties.putAll(world.engineProperties());
        properties.put("server.address", "127.0.0.1");
        properties.put("cezbek.sandbox-file", sandboxFile().toString());
        properties.put("cezbek.security.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        properties.putAll(settings);
    }

    Path sandboxFile() {
        return folder.resolve("sandbox.json");
    }

    /** Starts a process and returns at once. Its name is its role and a number; it keeps its port. */
    void start(String name, Map<String, String> more) {
        Map<String, String> own = new HashMap<>(properties);
        own.putAll(more);
        own.put("cezbek.roles", name.substring(0, name.indexOf('-')));
        own.put("server.port", Integer.toString(ports.computeIfAbsent(name, unknown -> FreePort.choose())));
        Path place = folder.resolve(name);
        EngineProgram.Start engine = EngineProgram.get();
        try {
            running.put(
                    name,
                    EngineProcess.start(
                            engine.program(),
                            own,
                            engine.flags(),
                            new EngineProcess.Place(place, place.resolve("engine.log"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void awaitReady(String name) {
        assertThat(process(name).awaitReady(READY_WITHIN))
                .as(name + ": " + process(name).lastError())
                .isTrue();
    }

    /** Stops a process as an orchestrator does: with a signal and enough time. */
    void stop(String name) {
        long began = System.nanoTime();
        process(name).stop(STOPPED_WITHIN);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as(name + " ends by itself")
                .isLessThan(STOPPED_WITHIN);
    }

    long pid(String name) {
        return process(name).pid();
    }

    int port(String name) {
        return ports.get(name);
    }

    String url(String name) {
        return "http://127.0.0.1:" + port(name);
    }

    private EngineProcess process(String name) {
        return running.get(name);
    }

    @Override
    public void close() {
        running.values().parallelStream().forEach(EngineProcess::close);
    }
}
