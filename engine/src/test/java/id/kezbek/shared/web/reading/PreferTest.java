package id.kezbek.shared.web.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5|5",
                "wait=10|10",
                "wait=11|10",
                "wait=999999999|10",
                "WAIT = 3|3",
                "wait=\"4\"|4",
                "respond-async, wait=2|2",
                "wait=2;foo=bar|2",
                "wait=2, wait=7|2",
                "handling=lenient,wait=6,respond-async|6",
            })
    void readsHowLongTheCallerWouldWait(String header, int seconds) {
        assertThat(Prefer.wait(List.of(header), LONGEST)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=x", "wait=\"5", "await=5", ",", ";"})
    void ignoresInvalidPreferences(String header) {
        assertThat(Prefer.wait(List.of(header), LONGEST)).isEmpty();
    }

    @Test
    void readsSeveralHeadersAndNone() {
        assertThat(Prefer.wait(List.of("respond-async", "wait=9"), LONGEST)).hasValue(Duration.ofSeconds(9));
        assertThat(Prefer.wait(null, LONGEST)).isEmpty();
    }

    @Test
    void returnsGrantedPreference() {
        assertThat(Prefer.waited(Duration.ofSeconds(7))).isEqualTo("wait=7");
    }
}
