package id.kezbek.shared.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBase64Test {

    @Test
    void readsItsOwnOutput() {
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (251 - i * 7);
            }
            assertThat(CanonicalBase64.bytes(CanonicalBase64.text(bytes))).hasValue(bytes);
        }
    }

    /** Java's decoder reads most of them as "-_8". */
    @ParameterizedTest
    @ValueSource(strings = {"-_8=", "-_9", "-_-", "+/8", "-_8 ", " -_8", "-_8\n", "-", "-_8é"})
    void refusesEveryOtherSpelling(String text) {
        assertThat(CanonicalBase64.bytes("-_8")).isPresent();
        assertThat(CanonicalBase64.bytes(text)).isEmpty();
    }

    @Test
    void requiresThreePartsOfToken() {
        String part = CanonicalBase64.text("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(CanonicalBase64.isToken(part + "." + part + "." + part)).isTrue();
        for (String text : new String[] {
            "",
            part,
            part + "." + part,
            part + "." + part + ".",
            "." + part + "." + part,
            part + "." + part + "." + part + "."
        }) {
            assertThat(CanonicalBase64.isToken(text)).as(text).isFalse();
        }
    }
}
