package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import id.kezbek.sandbox.snap.DanaSandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The conformance kit as operators call it. */
class ConformanceCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @AfterEach
    void logAgain() {
        root.setLevel(level);
    }

    @Test
    void paysOnlyAfterConfirmation() throws Exception {
        try (DanaSandbox dana = DanaSandbox.start(Clock.systemUTC())) {
            List<String> words = new ArrayList<>(List.of(
                    "conformance",
                    "dana",
                    "--number",
                    "0811742234",
                    "--wallet",
                    "DANA",
                    "--amount",
                    "10000",
                    "--wait",
                    "2"));
            dana.engineProperties().forEach((name, value) -> words.add("--" + name + "=" + value));

            assertThat(run(words)).isEqualTo(ConformanceCommand.UNUSABLE);
            assertThat(out())
                    .contains(
                            "Orders go to: http://127.0.0.1",
                            "pays real money",
                            "2 orders of Rp10.000 to 62******234 (DANA)");
            assertThat(err()).contains("nothing was sent; repeat the command with --yes");
            assertThat(dana.movements()).isEmpty();

            words.add("--yes");
            assertThat(run(words)).as(out()).isEqualTo(ConformanceCommand.HELD);
            assertThat(out())
                    .contains(
                            "held       An order is paid: paid",
                            "not tried  An order above the float",
                            "10 held, 0 not held")
                    .doesNotContain("62811742234");
            assertThat(dana.movements()).hasSize(2);

            words.add("--cezbek.providers.dana.password=another");
            assertThat(run(words)).isEqualTo(ConformanceCommand.NOT_HELD);
            assertThat(dana.movements()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "conformance|name a provider",
                "conformance --yes|name a provider",
                "conformance dana --wallet DANA --amount 1|--number is missing",
                "conformance dana --number 0811742234 --amount 1|--wallet is missing",
                "conformance dana --number 12 --wallet DANA --amount 1|--number must be a possible mobile number",
                "conformance dana --number 0811742234 --wallet DANA --amount 1.5|--amount must be a whole number",
                "conformance dana --colour|'--colour' is not an option",
                "conformance dana --cezbek.provider.dana.password=x|'--cezbek.provider.dana.password' is not a setting of a provider",
                "conformance dana --number|'--number' is not an option, or its value is missing",
                "conformance nobody --number 0811742234 --wallet DANA --amount 1 --yes|nobody is no provider",
                "conformance dana --number 0811742234 --wallet DANA --amount 1 --yes|base-url is not set"
            })
    void refusesAnIncompleteCommandLine(String line, String message) throws Exception {
        assertThat(run(List.of(line.split(" ", -1)))).isEqualTo(ConformanceCommand.UNUSABLE);
        assertThat(err()).startsWith("cezbek: ").contains(message);
    }

    private int run(List<String> words) throws InterruptedException {
        out.reset();
        err.reset();
        return ConformanceCommand.run(words, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
