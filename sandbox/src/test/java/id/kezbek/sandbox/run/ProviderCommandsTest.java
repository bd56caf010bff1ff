package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.providers.ProviderSandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderCommandsTest {

    private static final Instant LATE_IN_JAKARTA = Instant.parse("2026-03-02T17:30:00Z");

    @TempDir
    static Path folder;

    private static ProviderSandbox providers;
    private static Path sandboxFile;

    @BeforeAll
    static void start() throws IOException {
        providers = ProviderSandbox.start(folder, Clock.systemUTC());
        sandboxFile = sandboxFile(providers.url().toString());
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    @Test
    void setsShowsAndEndsFaults() {
        assertThat(faults("xenit", "--timeout-after", "0.1", "--latency-ms", "20", "--seed", "11"))
                .isEqualTo("xenit        XENIT      --latency-ms 20 --timeout-after 0.1 --seed 11\n");
        assertThat(faults("XENIT")).contains("--timeout-after 0.1");

        assertThat(faults("Xenit", "--late-success", "1", "--late-after-s", "3"))
                .isEqualTo("xenit        XENIT      --late-success 1 --late-after-s 3 --seed 7\n");

        assertThat(faults("XENIT", "--none")).isEqualTo("xenit        XENIT      no faults\n");
    }

    @Test
    void showsAllProvidersByDefault() {
        faults("josvo", "--refuse", "1");

        assertThat(faults().lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).isEqualTo("josvo        JOSVOH2H   --refuse 1 --seed 7"));

        faults("josvo", "--none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nobody                            | 'nobody' is not a provider; the providers are linksaja (LSAJAH2H), gopaid (GOPAIDH2H)
            mtrans --refuse 1.5               | --refuse must be a number from 0 to 1
            mtrans --refuse -0.1              | --refuse must be a number from 0 to 1
            mtrans --refuse all               | --refuse needs a number
            mtrans --refuse                   | --refuse needs a number
            mtrans --latency-ms 1.5           | --latency-ms must be a whole number from 0 to 60000
            mtrans --refusal 1                | '--refusal' is not an option of faults; the options are --callback --error-after
            mtrans refuse 1                   | 'refuse' is not an option of faults
            mtrans --none --refuse 1          | '--none' is not an option of faults; the options are
            mtrans --refuse 1 --refuse 0.5    | --refuse occurs more than once
            mtrans --seed 1.5                 | --seed must be a whole number
            """)
    void refusesInvalidArgumentsAndChangesNothing(String arguments, String why) {
        String before = faults();

        assertThatThrownBy(() -> faults(arguments.split(" ", -1)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(why);

        assertThat(faults()).isEqualTo(before);
    }

    @Test
    void namesCommandToStart() throws IOException {
        Path missing = folder.resolve("none").resolve("sandbox.json");
        assertThatThrownBy(() -> FaultsCommand.run(missing, List.of(), System.out))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("no installation is running")
                .hasMessageContaining("start ./cezbek up");

        Path stopped = sandboxFile("http://127.0.0.1:" + FreePort.choose());
        assertThatThrownBy(() -> FaultsCommand.run(stopped, List.of(), System.out))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("do not answer; start ./cezbek up");
    }

    @Test
    void downloadsTheStatementOfTheDayInJakarta() throws IOException {
        assertThat(statement("xenit")).endsWith("XENIT-2026-03-03.csv\n");

        assertThat(statement("middletrans", "--date", "2026-03-01")).endsWith("MTRANS-2026-03-01.csv\n");
        Path file = folder.resolve("MTRANS-2026-03-01.csv");
        assertThat(file)
                .hasContent(
                        "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\nTRAILER,0,0,1000000000000,1000000000000\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nobody                       | 'nobody' is not a provider
            xenit --date                 | --date accepts one day
            xenit --date 2026-02-30      | '2026-02-30' is not a day
            xenit --day 2026-02-03       | '--day' is not an option of statement
            """)
    void refusesInvalidDay(String arguments, String why) {
        assertThatThrownBy(() -> statement(arguments.split(" ", -1)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(why);
    }

    private static String faults(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        FaultsCommand.run(sandboxFile, List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String statement(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StatementCommand.run(
                sandboxFile,
                List.of(arguments),
                folder,
                LATE_IN_JAKARTA,
                new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Path sandboxFile(String providersUrl) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "sandbox", ".json"), "{\"providers_url\":\"" + providersUrl + "\"}");
    }
}
