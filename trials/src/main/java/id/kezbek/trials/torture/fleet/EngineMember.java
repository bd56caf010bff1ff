package id.kezbek.trials.torture.fleet;

import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.ProcessFamily;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One engine process of the fleet. The process always uses the same port. Each start has a separate log. */
public final class EngineMember implements AutoCloseable {

    /** The settings that all engine processes share. */
    public record Setting(
            EngineProcess.Program program, Map<String, String> properties, List<String> jvmFlags, Path folder) {}

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(120);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final Setting setting;
    private final String role;
    private final String name;
    private final int port = FreePort.choose();
    private int lives;
    private @Nullable EngineProcess process;

    /**
     * @param role api or job
     */
    public EngineMember(Setting setting, String role, int number) {
        this.setting = setting;
        this.role = role;
        this.name = role.replace(",", "-") + "-" + number;
    }

    public String name() {
        return name;
    }

    boolean isApi() {
        return role.equals("api");
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts the process again and returns at once. */
    public void start() throws IOException {
        lives++;
        Map<String, String> properties = new LinkedHashMap<>(setting.properties());
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("cezbek.roles", role);
        Path log = setting.folder().resolve("logs").resolve("%s.%04d.log".formatted(name, lives));
        process = EngineProcess.start(
                setting.program(),
                properties,
                setting.jvmFlags(),
                new EngineProcess.Place(setting.folder().resolve(name), log));
    }

    public void awaitReady() {
        if (!awaitReadyOrEnd()) {
            throw new EngineLost(name + " did not start: " + running().lastError());
        }
    }

    /**
     * Waits until the process is ready.
     *
     * @return false if the process ended before it was ready, for example at an armed crash point during its start
     */
    public boolean awaitReadyOrEnd() {
        if (running().awaitReady(READY_WITHIN)) {
            return true;
        }
        if (isAlive()) {
            throw new EngineLost(name + " is not ready after " + READY_WITHIN.toSeconds() + " s");
        }
        return false;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The reason for the end of the process: its own error message, or its exit status and the path of its log. */
    public String lastWords() {
        return running().lastError();
    }

    public ProcessFamily family() {
        return ProcessFamily.of(running().pid())
                .orElseThrow(() ->
                        new EngineLost(name + " ended by itself: " + running().lastError()));
    }

    public void kill() {
        running().kill();
    }

    private EngineProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /** Stops the process normally, with enough time for the JVM to write the start-up cache. */
    public void finish() {
        if (process != null) {
            process.stop(FINISH_WITHIN);
            process = null;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop(STOP_WITHIN);
            process = null;
        }
    }
}
