package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Digests;
import id.kezbek.testing.EngineProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * The process that writes a large export is killed. Another process starts it again, and the file is complete.
 * OrderedExportsTest shows the same by day without a separate process.
 */
@Tag("nightly")
class KilledWhileExportingTest {

    private static final int ROWS = 150_000;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(150);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final int port = FreePort.choose();

    @Test
    void anotherProcessBeginsAgainAndTheFileIsWhole() throws Exception {
        try (OutsideWorld world = OutsideWorld.ephemeral();
                HttpCalls calls = new HttpCalls("http://127.0.0.1:" + port)) {
            JdbcClient database = JdbcClient.create(new DriverManagerDataSource(world.jdbcUrl()));
            String path;
            long before;
            try (EngineProcess first = start(world)) {
                database.sql("""
                                insert into reporting.export (id, list, format, state, is_file, rows, created_at)
                                select gen_random_uuid(), '/api/v2/payouts', 'CSV', 'FAILED', false, n, now()
                                from generate_series(1, ?) as n""").param(ROWS).update();
                FinanceClient finance = finance(calls);
                JsonNode ordered = finance.post(
                                Person.FINANCE,
                                "/api/v2/exports",
                                Json.object().put("list", "/api/v2/exports").put("format", "CSV"))
                        .orThrow()
                        .body();
                path = "/api/v2/exports/" + ordered.get("id").asString();
                Eventually.holds("some rows are written", SEEN_WITHIN, () -> rows(finance, path) > 0);
                first.kill();
                before = database.sql("select rows from reporting.export where state = 'WRITING'")
                        .query(Long.class)
                        .single();
            }
            assertThat(before).as("it was killed in the middle").isBetween(1L, (long) ROWS);

            try (EngineProcess second = start(world)) {
                assertThat(second.isAlive()).isTrue();
                // Ends the lease of two minutes in which the first process might still write.
                database.sql(
                                "update reporting.export set lease_until = now() - interval '1 second' where state = 'WRITING'")
                        .update();
                FinanceClient finance = finance(calls);
                finance.post(Person.OPERATIONS, "/api/v2/jobs/write-exports:run", Json.object())
                        .orThrow();
                Eventually.holds(
                        "the file is written",
                        WRITTEN_WITHIN,
                        () -> state(finance, path).equals("DONE"));

                JsonNode manifest = finance.get(path).body().get("manifest");
                byte[] file = file(calls.baseUrl() + path + "/file");
                assertThat(HexFormat.of().formatHex(Digests.sha256(file)))
                        .isEqualTo(manifest.get("sha256").asString());
                // The list contains the export's own row too.
                assertThat(manifest.get("rows").asLong()).isEqualTo(ROWS + 1L);
                assertThat(new String(file, StandardCharsets.UTF_8)
                                .lines()
                                .skip(1)
                                .map(line -> line.split(",", 2)[0]))
                        .hasSize(ROWS + 1)
                        .doesNotHaveDuplicates();
                assertThat(database.sql("select tries from reporting.export where state = 'DONE'")
                                .query(Integer.class)
                                .single())
                        .as("begun twice")
                        .isEqualTo(2);
            }
        }
    }

    private FinanceClient finance(HttpCalls calls) {
        return new FinanceClient(calls, SandboxFile.read(folder.resolve("sandbox.json")));
    }

    private static long rows(FinanceClient finance, String path) {
        return finance.get(path).body().path("rows").asLong(0);
    }

    private static String state(FinanceClient finance, String path) {
        return finance.get(path).body().path("state").asString("");
    }

    private byte[] file(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header(
                                            "authorization",
                                            "Bearer "
                                                    + SandboxFile.read(folder.resolve("sandbox.json"))
                                                            .staffToken("FINANCE"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private EngineProcess start(OutsideWorld world) throws Exception {
        Map<String, String> properties = new HashMap<>(world.engineProperties());
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("cezbek.seed", "sandbox");
        properties.put("cezbek.sandbox-file", folder.resolve("sandbox.json").toString());
        properties.put("cezbek.security.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        EngineProgram.Start program = EngineProgram.get();
        EngineProcess engine = EngineProcess.start(
                program.program(),
                properties,
                program.flags(),
                new EngineProcess.Place(folder, folder.resolve("engine.log")));
        assertThat(engine.awaitReady(READY_WITHIN)).as(engine.lastError()).isTrue();
        return engine;
    }
}
