package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.testing.EngineProgram;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The engine, as a separate process, dies at each crash point of an import. The statement is sent again and counts
 * once. KilledImportTest shows the same by day by cutting the connection.
 */
@Tag("nightly")
class KilledWhileImportingTest {

    private static final List<String> POINTS = List.of(
            "reconciliation.bytes-stored",
            "reconciliation.lines-written",
            "reconciliation.lines-loaded",
            "reconciliation.lines-matched");
    private static final int ROWS = 3_000;
    private static final Duration READY_WITHIN = Duration.ofSeconds(150);
    private static final Duration DEAD_WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final int port = FreePort.choose();

    @Test
    void countsEachLineOnceWhicheverPointItDiesAt() throws IOException {
        Path armed = Files.createDirectories(folder.resolve("armed"));
        try (OutsideWorld world = OutsideWorld.ephemeral();
                HttpCalls calls = new HttpCalls("http://127.0.0.1:" + port)) {
            JdbcClient database = JdbcClient.create(new DriverManagerDataSource(world.jdbcUrl()));
            EngineProcess engine = start(world, armed);
            try {
                for (String point : POINTS) {
                    LocalDate day = Jakarta.dayOf(java.time.Instant.now()).minusDays(10L + POINTS.indexOf(point));
                    Files.createFile(armed.resolve(point));
                    assertThatThrownBy(() -> put(calls, day)).as(point).isInstanceOf(NoAnswer.class);
                    EngineProcess dead = engine;
                    Eventually.holds("it died at " + point, DEAD_WITHIN, () -> !dead.isAlive());
                    assertThat(armed.resolve(point)).doesNotExist();
                    engine = start(world, armed);

                    assertThat(put(calls, day).orThrow().body().path("lines").asInt())
                            .as(point)
                            .isEqualTo(2 * ROWS);
                    assertThat(count(database, "reconciliation.line where day = '" + day + "'"))
                            .as(point)
                            .isEqualTo(2 * ROWS);
                    assertThat(count(database, "reconciliation.file where from_day = '" + day + "'"))
                            .as(point)
                            .isEqualTo(1);
                    assertThat(count(
                                    database,
                                    "reconciliation.break where kind = 'UNKNOWN_PAYMENT' and state = 'OPEN' and day = '"
                                            + day + "'"))
                            .as(point)
                            .isEqualTo(ROWS);
                }
            } finally {
                engine.close();
            }
        }
    }

    private static long count(JdbcClient database, String rows) {
        return database.sql("select count(*) from " + rows).query(Long.class).single();
    }

    private Answer put(HttpCalls calls, LocalDate day) {
        StringBuilder text = new StringBuilder("provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n");
        for (int n = 0; n < ROWS; n++) {
            text.append("MTRANS,ELSEWHERE-%s-%d,M-%s-%d,62811%08d,GPAID,1000,500,%sT05:00:00Z\n"
                    .formatted(day, n, day, n, 50_000_000 + n, day));
        }
        text.append("TRAILER," + ROWS + "," + 1_000L * ROWS + ",0,0\n");
        return calls.put(
                "/api/v2/providers/MTRANS/statements/" + day,
                Map.of(
                        "Authorization",
                        "Bearer "
                                + SandboxFile.read(folder.resolve("sandbox.json"))
                                        .staffToken("FINANCE"),
                        "Content-Type",
                        "text/csv"),
                BodyPublishers.ofString(text.toString()));
    }

    private EngineProcess start(OutsideWorld world, Path armed) throws IOException {
        Map<String, String> properties = new HashMap<>(world.engineProperties());
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("cezbek.roles", "api");
        properties.put("cezbek.seed", "sandbox");
        properties.put("cezbek.sandbox-file", folder.resolve("sandbox.json").toString());
        properties.put("cezbek.security.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        EngineProgram.Start program = EngineProgram.get();
        List<String> flags = new ArrayList<>(program.flags());
        flags.add("-D" + CrashPoint.FOLDER_PROPERTY + "=" + armed);
        EngineProcess engine = EngineProcess.start(
                program.program(),
                properties,
                flags,
                new EngineProcess.Place(folder.resolve("engine"), folder.resolve("engine.log")));
        assertThat(engine.awaitReady(READY_WITHIN)).as(engine.lastError()).isTrue();
        return engine;
    }
}
