package id.kezbek.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void printsLineForEachTenthWithoutTerminal() {
        Progress progress = progress(false);
        for (int i = 0; i < 3_000; i++) {
            progress.one();
        }
        progress.close();
        assertThat(text().lines()).hasSize(10);
        assertThat(text()).startsWith("   sent: 300 of 3,000\n").doesNotContain("\u001b");
    }

    @Test
    void isOneLineThatVanishesOnATerminal() {
        Progress progress = progress(true);
        progress.reached(10);
        progress.reached(3_000);
        progress.close();
        assertThat(text()).doesNotContain("\n").contains("3,000 of 3,000").endsWith("\r\u001b[2K");
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal, "sent", 3_000);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
