package id.kezbek.startup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.startup.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1                 | 1",
                "export A=1          | 1",
                "A = 1               | 1",
                "A=one two # a note  | one two",
                "A=a#b               | a#b",
                "A=a=b               | a=b",
                "A='a # b \\ $'      | a # b \\ $",
                "A=\"a # b\" # note  | a # b",
                "A=\"say \\\"hi\\\"\"| say \"hi\"",
                "A=\"a\\\\b\"        | a\\b",
                "A=                  | ``",
                "A= # nothing        | ``",
            })
    void readsAValue(String line, String value) throws IOException {
        assertThat(EnvFile.read(file("# a comment\n\n" + line + "\n")).get("A")).isEqualTo(new EnvFile.Line(value, 3));
    }

    @Test
    void readsEscapesOfLinesAndTabs() throws IOException {
        assertThat(EnvFile.read(file("KEY=\"-----BEGIN\\n\\tx\"")).get("KEY").value())
                .isEqualTo("-----BEGIN\n\tx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CEZBEK_ROLES            | not NAME=value",
                "=api                    | is not a name",
                "CEZBEK ROLES=api        | is not a name",
                "1A=api                  | is not a name",
                "A='open                 | quote is not closed",
                "A=\"open                | quote is not closed",
                "A=\"closed\" and more   | text follows it",
                "A=\"\\q\"               | \\q is not an escape",
                "B=2                     | B is already set in line 1",
            })
    void refusesABadLineByItsNumberAndDoesNotQuoteIt(String line, String why) throws IOException {
        Path file = file("B=secret-1\n# two\n" + line);
        assertThatThrownBy(() -> EnvFile.read(file))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageStartingWith(file + ":3: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesBinaryFile() throws IOException {
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {'A', '=', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> EnvFile.read(binary)).hasMessage(binary + " is not UTF-8; save it as UTF-8");

        Path large = folder.resolve("large");
        Files.write(large, new byte[EnvFile.BYTES_MAX + 1]);
        assertThatThrownBy(() -> EnvFile.read(large)).hasMessageContaining("is larger than 64 KiB");

        assertThatThrownBy(() -> EnvFile.read(folder.resolve("absent"))).hasMessageContaining("cannot be read");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("settings.env"), text, StandardCharsets.UTF_8);
    }
}
