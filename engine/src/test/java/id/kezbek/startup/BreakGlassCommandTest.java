package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakGlassCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsACodeForEachAdministratorAndOneSettingWithoutThem() {
        assertThat(run("break-glass", "budi@kezbek.example", "sari@kezbek.example"))
                .isZero();
        List<String> lines = text(out).lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.matches("budi@kezbek\\.example {2}[A-Za-z0-9_-]{43}"))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.matches("sari@kezbek\\.example {2}[A-Za-z0-9_-]{43}"))
                .hasSize(1);
        assertThat(lines.getLast()).matches("CEZBEK_SECURITY_BREAK_GLASS=[A-Za-z0-9_-]{43},[A-Za-z0-9_-]{43}");
        for (String line : lines) {
            if (line.contains("@")) {
                assertThat(lines.getLast()).doesNotContain(line.substring(line.length() - 43));
            }
        }
    }

    @Test
    void refusesInvalidAddress() {
        assertThat(run("break-glass")).isEqualTo(1);
        assertThat(run("break-glass", "budi")).isEqualTo(1);
        assertThat(text(err)).contains("usage: break-glass");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        return BreakGlassCommand.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
