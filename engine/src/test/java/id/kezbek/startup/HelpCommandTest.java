package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.startup.masterkey.ResealCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void printsEveryCommand(String word) {
        assertThat(HelpCommand.isFor(word)).isTrue();
        assertThat(run(word)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        AuditCommand.NAME,
                        BreakGlassCommand.NAME,
                        ConformanceCommand.NAME,
                        DoctorCommand.NAME,
                        MigrateCommand.NAME,
                        ResealCommand.NAME,
                        "--version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "version"})
    void printsTheVersion(String word) {
        assertThat(HelpCommand.isFor(word)).isTrue();
        assertThat(run(word)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("cezbek-engine ");
    }

    @Test
    void refusesAnUnknownCommand() {
        assertThat(HelpCommand.isFor("migrat")).isTrue();
        assertThat(run("migrat")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("migrat", "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cezbek.roles=api", "--sign-rows"})
    void leavesSettingsAlone(String word) {
        assertThat(HelpCommand.isFor(word)).isFalse();
    }

    private int run(String word) {
        return HelpCommand.run(word, new PrintStream(out, true), new PrintStream(err, true));
    }
}
