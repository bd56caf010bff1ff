package id.kezbek.administration.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.kezbek.shared.GeneratedDocument;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the alert rules with Prometheus's own tool. */
class AlertsTest {

    private static final String MISSING =
            "promtool is missing, so the alert rules were not tested; install it (a package"
                    + " named prometheus; .ci/run does), or name its program in PROMTOOL";
    private static final long BOUND_SECONDS = 60;
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @Test
    void rulesAreValid() throws IOException, InterruptedException {
        promtool("check", "rules", "alerts.yml");
        promtool("check", "config", "--syntax-only", "prometheus.yml");
    }

    @Test
    void eachAlertFiresWhenItShouldAndElseIsQuiet() throws IOException, InterruptedException {
        promtool("test", "rules", "alerts.test.yml");
        String tests = OperationsFiles.read("prometheus/alerts.test.yml");
        for (String alert : alerts()) {
            assertThat(tests).contains("name: " + alert + " fires", "name: " + alert + " stays quiet");
        }
    }

    @Test
    void eachAlertNamesAction() {
        String runbook = GeneratedDocument.read("operations.md");
        String rules = OperationsFiles.read("prometheus/alerts.yml");
        for (String alert : alerts()) {
            assertThat(runbook).as("a paragraph on it").contains("### " + alert + "\n");
            assertThat(rules).contains("docs/operations.md#" + alert.toLowerCase(Locale.ROOT) + "\"");
        }
    }

    private static List<String> alerts() {
        List<String> alerts = ALERT.matcher(OperationsFiles.read("prometheus/alerts.yml"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(alerts).hasSizeGreaterThanOrEqualTo(10);
        return alerts;
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        Optional<Path> program = program();
        if (System.getenv("CI") != null) {
            assertThat(program).as(MISSING).isPresent();
        }
        assumeTrue(program.isPresent(), MISSING);
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(program.get().toString()), Arrays.stream(arguments))
                                .toList())
                .directory(OperationsFiles.folder("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(told).isZero();
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("PROMTOOL")).map(Path::of),
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> Path.of(folder, "promtool")))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
