package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real parts with a simulated engine. */
class SupervisorTest {

    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration STATUS_WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Home home;
    private final EnginePort port = new EnginePort(FreePort.choose());
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeEach
    void home() {
        home = new Home(folder.resolve(".cezbek"));
    }

    @Test
    void servesUntilStopped() throws Exception {
        Supervisor supervisor = supervisor("serve", Command.up(List.of()));
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(supervisor::run);
        Eventually.holds("ready", () -> said().contains("Serving"));

        assertThat(said())
                .contains("starting postgres, redis")
                .contains("postgres ready after ")
                .contains("Cezbek is ready in ")
                .contains("engine     http://localhost:" + port.number())
                .contains("log-ins    " + home.sandboxFile())
                .contains("log        " + home.engineLog());
        for (Path own : List.of(home.folder(), home.data(), home.run(), home.logs())) {
            assertThat(permissions(own)).isEqualTo("rwx------");
        }
        assertThat(permissions(home.data().resolve("providers"))).isEqualTo("rwx------");
        assertThat(permissions(home.data().resolve("providers/book.jsonl"))).isEqualTo("rw-------");
        assertThat(ask("cezbek.seed")).isEqualTo("sandbox");
        assertThat(ask("cezbek.sandbox-file")).isEqualTo(home.sandboxFile().toString());
        assertThat(ask("cezbek.security.master-key")).hasSize(44).isEqualTo(MasterKey.of(home.masterKey()));
        assertThat(ask("cezbek.providers.xenit.base-url")).isEqualTo(ask("cezbek.sandbox.providers-url"));
        assertThat(said())
                .contains("mail       " + ask("cezbek.sandbox.mail-url"))
                .contains("providers  " + ask("cezbek.sandbox.providers-url"));
        try (var owner = DriverManager.getConnection(
                ask("spring.flyway.url"), ask("spring.flyway.user"), ask("spring.flyway.password"))) {
            assertThat(owner.isValid(1)).isTrue();
        }
        assertThatThrownBy(supervisor("serve", Command.up(List.of()))::run)
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("already running (pid "
                        + ProcessHandle.current().pid() + ", http://localhost:" + port.number() + ")");

        long began = System.nanoTime();
        supervisor.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOP_MAX);
        assertThat(status.get(STATUS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(FreePort.isFree(port.number())).isTrue();
        assertThat(home.postgresData().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void reportsEndOfEngine() throws Exception {
        try (Supervisor supervisor = supervisor("serve", Command.up(List.of("--ephemeral")))) {
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(supervisor::run);
            Eventually.holds("ready", () -> said().contains("Serving"));
            long pid = Long.parseLong(
                    Files.readString(home.run().resolve("engine.pid")).strip());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            assertThat(status.get(STATUS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(complained.toString(StandardCharsets.UTF_8))
                    .contains("cezbek: the engine ended by itself: the engine ended with status 137");
            assertThat(said()).doesNotContain("ended by itself");
            assertThat(home.data()).doesNotExist();
        }
    }

    @Test
    void endsWithTheResultOfTheStory() {
        try (Supervisor supervisor = supervisor(
                "serve",
                Command.demo(List.of("--exit", "--ephemeral")),
                installation -> !installation.baseUrl().equals(port.baseUrl()))) {
            assertThat(supervisor.run()).isEqualTo(1);
        }
    }

    @Test
    void playsTheStoryAndDeletesLogInsOfTemporaryData() throws IOException {
        try (Supervisor supervisor = supervisor(
                "serve",
                Command.demo(List.of("--exit", "--ephemeral")),
                installation -> installation.sandboxFile().equals(home.sandboxFile()))) {
            assertThat(supervisor.run()).isZero();
            Files.writeString(home.sandboxFile(), "as the engine writes it");
        }
        assertThat(home.sandboxFile()).doesNotExist();
    }

    @Test
    void passesOnWhyTheEngineCannotStart() {
        try (Supervisor supervisor = supervisor("refuse", Command.up(List.of("--ephemeral")))) {
            assertThatThrownBy(supervisor::run)
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("the engine did not start: the database turned fsync off; turn it on");
        }
    }

    @Test
    void stopDuringStartIsNotReportedAsError() throws Exception {
        Supervisor supervisor = supervisor("dawdle", Command.up(List.of("--ephemeral")));
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(supervisor::run);
        Eventually.holds("engine started", () -> Files.exists(home.run().resolve("engine.pid")));

        supervisor.close();

        assertThat(status.get(STATUS_WITHIN.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(said()).doesNotContain("did not start");
        assertThat(complained.size()).isZero();
    }

    @Test
    void refusesFlagsItDoesNotKnow() {
        assertThatThrownBy(() -> Command.up(List.of("--exit")))
                .hasMessage("'--exit' is not a flag of up; it takes --ephemeral");
    }

    private Supervisor supervisor(String conduct, Command command) {
        return supervisor(conduct, command, _ -> true);
    }

    private Supervisor supervisor(String conduct, Command command, Predicate<Installation> story) {
        return new Supervisor(
                new Supervisor.Setting(
                        home,
                        port,
                        PretendEngine.program(),
                        List.of("-D" + PretendEngine.CONDUCT + "=" + conduct),
                        story,
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        new PrintStream(complained, true, StandardCharsets.UTF_8),
                        false),
                command);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String ask(String property) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port.number() + "/property?" + property);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
