package id.kezbek.shared.web.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor CURSOR = Cursor.of("payouts", "2026-07-01T00:00:00Z", "01jz");

    @Test
    void isReadBackAsItWasWritten() {
        assertThat(Cursor.parse("payouts", CURSOR.text())).hasValue(CURSOR);
        assertThat(Cursor.parse("payouts", Cursor.of("payouts", "", "ž").text())
                        .orElseThrow()
                        .position())
                .isEqualTo(List.of("", "ž"));
    }

    @Test
    void isUrlSafeAndUnreadable() {
        assertThat(CURSOR.text()).matches("[A-Za-z0-9_-]+").doesNotContain("01jz");
    }

    @Test
    void refusesCursorOfOtherList() {
        assertThat(Cursor.parse("transactions", CURSOR.text())).isEmpty();
    }

    @Test
    void refusesOtherVersionOrChangedByte() {
        byte[] bytes = Base64.getUrlDecoder().decode(CURSOR.text());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(Cursor.parse("payouts", Base64.getUrlEncoder().encodeToString(changed)))
                    .as("byte %s", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "=", "AQ", "AAAAAAAA", "%%%", "ünï", "01jz0000000000000000000000"})
    void refusesInvalidCursor(String text) {
        assertThat(Cursor.parse("payouts", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-0044-03-15T00:00:00Z", "-1"})
    void refusesUnstorableValues(String position) {
        assertThat(Cursor.parse("payouts", Cursor.of("payouts", position).text()))
                .isEmpty();
    }

    @Test
    void refusesTooLongCursor() {
        assertThat(Cursor.parse("payouts", "A".repeat(100_000))).isEmpty();
    }
}
