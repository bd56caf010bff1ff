package id.kezbek.sandbox.run;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.CannotStart;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code ./cezbek redrive}: requests a redrive with the role OPERATIONS, waits for the job's run and
 * prints the result.
 */
public final class RedriveCommand {

    private static final String ROLE = "OPERATIONS";
    private static final String RUNS = "/api/v2/jobs/redrive-emails/runs?limit=50";
    private static final String START = "start ./cezbek up (or demo) first";
    private static final int LOOKS_MAX = 150;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private RedriveCommand() {}

    /**
     * @return the exit status: 0 if the run was successful
     */
    public static int run(Path sandboxFile, PrintStream out) {
        if (!Files.exists(sandboxFile)) {
            throw new CannotStart("no installation is running: " + sandboxFile + " does not exist yet; " + START);
        }
        String url = JsonMapper.shared().readTree(sandboxFile).path("base_url").asString("");
        String token = SandboxFile.read(sandboxFile).staffToken(ROLE);
        try (HttpCalls calls = new HttpCalls(url)) {
            JsonNode run = awaited(calls, token, request(calls, token));
            String state = run.path("state").asString();
            out.println(run.path("outcome").asString());
            return state.equals("DONE") || state.equals("NOTHING_DUE") ? 0 : 1;
        } catch (NoAnswer silent) {
            throw new CannotStart(silent.getMessage() + "; " + START);
        }
    }

    private static String request(HttpCalls calls, String token) {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + token,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        return calls.post("/api/v2/emails:redrive", headers, JsonMapper.shared().createObjectNode())
                .orThrow()
                .body()
                .path("run_id")
                .asString();
    }

    private static JsonNode awaited(HttpCalls calls, String token, String id) {
        for (int look = 0; look < LOOKS_MAX; look++) {
            JsonNode runs = calls.get(RUNS, Map.of("Authorization", "Bearer " + token))
                    .orThrow()
                    .body()
                    .path("items");
            for (JsonNode run : runs) {
                if (run.path("id").asString().equals(id) && run.has("ended_at")) {
                    return run;
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new CannotStart("the redrive has not started yet; it starts when a process with the role job runs");
    }
}
