package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.parts.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProcessTest {

    private static final Duration READY_MAX = Duration.ofSeconds(30);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private EngineProcess.Place place;
    private final int port = FreePort.choose();

    @BeforeEach
    void place() {
        place = new EngineProcess.Place(folder.resolve("run"), folder.resolve("logs/engine.log"));
    }

    @Test
    void getsReadyAndStops() throws IOException {
        EngineProcess engine = start("serve");
        assertThat(engine.awaitReady(READY_MAX)).isTrue();
        assertThat(engine.isAlive()).isTrue();
        engine.stop(STOP_MAX);
        assertThat(engine.isAlive()).isFalse();
        assertThat(FreePort.isFree(port)).isTrue();
    }

    @Test
    void showsItsPropertiesToItsOwnerOnly() throws IOException {
        try (EngineProcess engine = start("serve")) {
            Path file = place.folder().resolve("engine.properties");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(engine.awaitReady(READY_MAX)).isTrue();
            String commandLine = ProcessHandle.of(engine.pid())
                    .flatMap(process -> process.info().commandLine())
                    .orElse("");
            assertThat(commandLine).contains(place.folder().toString()).doesNotContain("a master key");
        }
    }

    @Test
    void diesWhenKilled() throws IOException {
        EngineProcess engine = start("serve");
        engine.kill();
        assertThat(engine.isAlive()).isFalse();
        assertThat(engine.awaitReady(READY_MAX)).isFalse();
    }

    @Test
    void reportsEnginesStartError() throws IOException {
        EngineProcess engine = start("refuse");
        assertThat(engine.awaitReady(READY_MAX)).isFalse();
        assertThat(engine.lastError()).isEqualTo("the database turned fsync off; turn it on");
    }

    @Test
    void pointsToTheLogOfAnEngineThatEndedWithoutAWord() throws IOException {
        EngineProcess engine = start("crash");
        assertThat(engine.awaitReady(READY_MAX)).isFalse();
        assertThat(engine.lastError()).isEqualTo("the engine ended with status 3; its log is " + place.log());
    }

    @Test
    void stopsTheEngineAnEarlierRunLeft() throws IOException {
        EngineProcess left = start("serve");
        assertThat(left.awaitReady(READY_MAX)).isTrue();
        try (EngineProcess next = start("serve")) {
            // The process has ended; this process notices it a moment later.
            assertThat(left.onExit()).succeedsWithin(READY_MAX);
            assertThat(next.awaitReady(READY_MAX)).isTrue();
        }
    }

    private EngineProcess start(String conduct) throws IOException {
        return EngineProcess.start(
                PretendEngine.program(),
                Map.of(
                        "server.port", Integer.toString(port),
                        "server.address", "127.0.0.1",
                        "cezbek.security.master-key", "a master key"),
                List.of("-D" + PretendEngine.CONDUCT + "=" + conduct),
                place);
    }
}
