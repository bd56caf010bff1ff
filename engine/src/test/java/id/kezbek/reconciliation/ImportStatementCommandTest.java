package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.finance.ImportStatementCommand;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./cezbek import-statement} with a running engine. */
@EngineTest
class ImportStatementCommandTest {

    private static final String DAY = "2020-02-10";
    private static final String HEADER = "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n";
    private static final String ROW = "MTRANS,%s,M-1,628118770510,LSAJA,10000,500,2020-02-10T05:00:00Z\n";

    @TempDir
    private Path folder;

    private final EngineUnderTest engine;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path sandboxFile;

    ImportStatementCommandTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void writeSandboxFile() throws IOException {
        sandboxFile = folder.resolve("sandbox.json");
        Files.writeString(
                sandboxFile,
                "{\"base_url\": \"http://127.0.0.1:" + engine.port()
                        + "\", \"staff\": [{\"role\": \"FINANCE\", \"token\": \"" + engine.staffToken(Role.FINANCE)
                        + "\"}], \"partners\": []}");
    }

    @Test
    void importsFileAndPrintsResult() throws IOException {
        Path file = file(HEADER + ROW.formatted("ours-1")
                + ROW.formatted("ours-2").replace("10000", "ten") + "TRAILER,2,10000,50000,39500\n");

        assertThat(run("mtrans", DAY, file.toString())).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("MTRANS " + DAY + ": 2 lines imported and matched", "does not prove that it is complete")
                .contains("line 3 could not be read: amount is 'ten'");

        printed.reset();
        assertThat(run("MTRANS", DAY, file.toString())).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("2 lines, imported before");
    }

    @Test
    void printsReasonOfRefusal() throws IOException {
        Path file = file(HEADER + ROW.formatted("ours-1"));

        assertThat(run("MTRANS", "2020-03-10", file.toString())).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("nothing was recorded", "body ends without its last row");
    }

    @Test
    void refusesArgumentsThatCannotBeUsed() throws IOException {
        Path file = file(HEADER);
        for (List<String> wrong : List.of(
                List.of("MTRANS", DAY),
                List.of("MTRANS", "yesterday", file.toString()),
                List.of("MT/RANS", DAY, file.toString()),
                List.of("MTRANS", DAY, file.toString(), "--day", "2020-02-11"))) {
            assertThatThrownBy(() -> ImportStatementCommand.run(sandboxFile, wrong, out()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("use: ./cezbek import-statement");
        }
        assertThatThrownBy(() -> run("MTRANS", DAY, folder.resolve("none.csv").toString()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot read");
    }

    private int run(String... arguments) {
        return ImportStatementCommand.run(sandboxFile, List.of(arguments), out());
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("statement.csv"), text);
    }
}
