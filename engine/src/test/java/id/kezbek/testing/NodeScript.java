package id.kezbek.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A script of {@code src/test/node} that uses clients from npm and prints one line of JSON. */
public final class NodeScript {

    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();
    private static final long ENDS_WITHIN_SECONDS = 60;

    private NodeScript() {}

    /**
     * Runs a script. Skips the test where there is no Node.js; in CI that is a failure.
     *
     * @param folder for what the script prints
     * @return the last line that it prints
     */
    public static JsonNode run(Path folder, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        NodeServer.requireInstalled();
        Path said = folder.resolve("said");
        Path complaints = folder.resolve("complaints");
        ProcessBuilder builder = new ProcessBuilder(
                        "node", SCRIPTS.resolve(script).toString())
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile());
        builder.environment().put("NODE_PATH", NodeServer.modules().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS))
                    .as(script + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(complaints, StandardCharsets.UTF_8))
                .isZero();
        return JsonMapper.shared().readTree(Files.readAllLines(said).getLast());
    }
}
