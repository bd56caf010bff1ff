package id.kezbek.console.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.sheet.Input.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Typed texts become the values of operations. Unreadable texts stay unchanged. */
class FieldValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1250000;1250000",
                "1.250.000;1250000",
                "1,250,000;1250000",
                "250.000;250000",
                "Rp 250.000;250000",
                "1.250.000,50;1250000.50",
                "1,250,000.50;1250000.50",
                "450,5;450.5",
                "450.50;450.50",
                "\"450.50\";450.50",
                "1.25.000;1.25.000",
                "-5;-5",
                "a lot;a lot"
            })
    void readsAmountsOfBothLanguages(String typed, String sent) {
        assertThat(FieldValue.of(Input.of("amount", Kind.AMOUNT), typed))
                .isEqualTo(Map.of("value", sent, "currency", "IDR"));
    }

    @Test
    void readsTimesInJakarta() {
        Input at = Input.of("at", Kind.TIME);
        assertThat(FieldValue.of(at, "2026-12-01T07:30")).isEqualTo("2026-12-01T00:30:00Z");
        assertThat(FieldValue.of(at, "tomorrow")).isEqualTo("tomorrow");
    }

    @Test
    void readsNumbersPercentagesAndAnswers() {
        assertThat(FieldValue.of(Input.of("quantity", Kind.NUMBER), "12")).isEqualTo(12L);
        assertThat(FieldValue.of(Input.of("quantity", Kind.NUMBER), "1,5")).isEqualTo("1,5");
        assertThat(FieldValue.of(Input.of("percent", Kind.PERCENT), "2,5 %")).isEqualTo("2.5");
        assertThat(FieldValue.of(Input.of("percent", Kind.PERCENT), "\"2.5\"")).isEqualTo("2.5");
        assertThat(FieldValue.of(Input.of("active", Kind.YES_NO), "NO")).isEqualTo(false);
        assertThat(FieldValue.of(Input.of("active", Kind.YES_NO), "maybe"))
                .as("refused by the operation, not read as no")
                .isEqualTo("maybe");
    }
}
