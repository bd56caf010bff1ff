package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.Postgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal is one line that says what to do. */
class PreflightTest {

    private static final Preflight.FreeSpace PLENTY = _ -> 100L << 30;

    @TempDir
    Path folder;

    private Home home;
    private final EnginePort port = new EnginePort(FreePort.choose());

    @BeforeEach
    void home() {
        home = new Home(folder.resolve(".cezbek"));
    }

    @Test
    void passesAFreshFolder() {
        preflight(PLENTY).require();
        assertThat(preflight(PLENTY).findings())
                .allMatch(finding -> finding.problem().isEmpty());
    }

    @Test
    void refusesATakenPort() throws IOException {
        try (ServerSocket other = new ServerSocket(port.number(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(other.isBound()).isTrue();
            refuses(
                    preflight(PLENTY),
                    "port " + port.number() + " is used by another program; stop it, or set another port with"
                            + " CEZBEK_PORT=" + (port.number() + 1) + " ./cezbek up");
        }
    }

    @Test
    void refusesAFullDisk() {
        refuses(
                preflight(_ -> 511L << 20),
                "only 511 MB are free at " + home.folder()
                        + ", 512 MB are needed; free some space, or set another folder with CEZBEK_HOME=<folder>");
    }

    @Test
    void refusesOtherLayout() throws IOException {
        Files.createDirectories(home.folder());
        Files.writeString(home.version(), "999\n");
        refuses(preflight(PLENTY), "has layout version 999, but this program uses 1; move it away (mv ");
    }

    @Test
    void refusesDataOfOtherPostgres() throws IOException {
        Files.createDirectories(home.postgresData());
        Files.writeString(home.postgresData().resolve("PG_VERSION"), "17\n");
        refuses(
                preflight(PLENTY),
                "was written by PostgreSQL 17, but this program contains " + Postgres.major() + "; move it away (mv ");
    }

    @Test
    void refusesAFolderItCannotWriteTo() throws IOException {
        Files.writeString(home.folder(), "a file where the folder should be");
        refuses(preflight(PLENTY), "cannot write to " + home.folder() + "; give yourself write permission, or set");
    }

    @Test
    void findsEachProblemForTheDoctor() throws IOException {
        Files.createDirectories(home.folder());
        Files.writeString(home.version(), "999\n");
        assertThat(preflight(_ -> 0).findings())
                .filteredOn(finding -> finding.problem().isPresent())
                .extracting(Preflight.Finding::what)
                .containsExactly("data folder's version", "free disk space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "ten", "1e3"})
    void refusesInvalidPort(String configured) {
        assertThatThrownBy(() -> EnginePort.of(configured))
                .isInstanceOf(CannotStart.class)
                .hasMessage("CEZBEK_PORT must be a number from 1 to 65535, not '" + configured + "'");
    }

    @Test
    void takesThePortItIsGiven() {
        assertThat(EnginePort.of(null).number()).isEqualTo(10_001);
        assertThat(EnginePort.of(" 10002 ").number()).isEqualTo(10_002);
        assertThat(EnginePort.of("65535").other()).isEqualTo(65_534);
    }

    private Preflight preflight(Preflight.FreeSpace space) {
        return new Preflight(home, port, space);
    }

    private static void refuses(Preflight preflight, String line) {
        assertThatThrownBy(preflight::require)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(line)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }
}
