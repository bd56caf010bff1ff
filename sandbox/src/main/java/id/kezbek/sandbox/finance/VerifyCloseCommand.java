package id.kezbek.sandbox.finance;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.CannotStart;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code ./cezbek verify-close 2026-11}: recomputes a closed month's figures and prints the differences.
 */
public final class VerifyCloseCommand {

    private static final String ROLE = "FINANCE";
    private static final String START = "start ./cezbek up (or demo) first";
    private static final Pattern MONTH = Pattern.compile("20[0-9]{2}-(0[1-9]|1[0-2])");

    private VerifyCloseCommand() {}

    /**
     * @return the exit status: 0 if all figures equal the stored figures of the close
     */
    public static int run(Path sandboxFile, List<String> arguments, PrintStream out) {
        if (arguments.size() != 1 || !MONTH.matcher(arguments.getFirst()).matches()) {
            throw new CannotStart("verify-close needs a month, for example 2026-11");
        }
        if (!Files.exists(sandboxFile)) {
            throw new CannotStart("no installation is running: " + sandboxFile + " does not exist yet; " + START);
        }
        String month = arguments.getFirst();
        String url = JsonMapper.shared().readTree(sandboxFile).path("base_url").asString("");
        String token = SandboxFile.read(sandboxFile).staffToken(ROLE);
        try (HttpCalls calls = new HttpCalls(url)) {
            JsonNode comparison = calls.get(
                            "/api/v2/months/" + month + "/comparison", Map.of("Authorization", "Bearer " + token))
                    .orThrow()
                    .body();
            return print(month, comparison, out);
        } catch (NoAnswer silent) {
            throw new CannotStart(silent.getMessage() + "; " + START);
        }
    }

    private static int print(String month, JsonNode comparison, PrintStream out) {
        comparison
                .path("late_postings")
                .forEach(late -> out.printf(
                        "%s: movements of this closed month that were booked later, in an open month: %s, %d movements, IDR %s%n",
                        month,
                        late.path("kind").asString(),
                        late.path("movements").asInt(),
                        late.at("/amount/value").asString()));
        if (comparison.path("is_equal").asBoolean()) {
            out.println(month + ": all figures equal the stored figures of the close");
            return 0;
        }
        if (!comparison.path("is_intact").asBoolean()) {
            out.println(
                    month + ": the stored figures do not match the hash of the close; compare them with the audit log");
        }
        comparison
                .path("changes")
                .forEach(change -> out.printf(
                        "%s: %s was %s, is %s%n",
                        month,
                        change.path("figure").asString(),
                        change.path("closed").asString(),
                        change.path("now").asString()));
        return 1;
    }
}
