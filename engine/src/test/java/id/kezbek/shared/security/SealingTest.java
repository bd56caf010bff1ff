package id.kezbek.shared.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
    private final SecureRandom random = new SecureRandom();
    private final Sealing sealing = sealing(1);

    @Test
    void decryptsItsOwnOutput() {
        assertThat(sealing.open(sealing.seal(SECRET, "row 1"), "row 1")).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameDifferentlyEachTime() {
        assertThat(sealing.seal(SECRET, "row 1")).isNotEqualTo(sealing.seal(SECRET, "row 1"));
    }

    @Test
    void refusesOtherContext() {
        byte[] sealed = sealing.seal(SECRET, "row 1");
        assertThatIllegalStateException().isThrownBy(() -> sealing.open(sealed, "row 2"));
    }

    @Test
    void refusesAlteredBytes() {
        byte[] sealed = sealing.seal(SECRET, "row 1");
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatIllegalStateException().isThrownBy(() -> sealing.open(altered, "row 1"));
        }
        assertThatIllegalStateException().isThrownBy(() -> sealing.open(new byte[3], "row 1"));
    }

    @Test
    void reportsOtherKey() {
        byte[] sealed = sealing.seal(SECRET, "row 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> sealing(2).open(sealed, "row 1"))
                .withMessageContaining("not sealed with the key in cezbek.security.master-key");
    }

    @Test
    void decryptsWithFormerKeyAndEncryptsWithNewOne() {
        byte[] old = sealing.seal(SECRET, "row 1");
        Sealing changed = new Sealing(key(2), key(3) + "," + key(1), random);
        assertThat(changed.open(old, "row 1")).isEqualTo(SECRET);
        byte[] sealed = changed.seal(SECRET, "row 1");
        assertThat(sealing(2).open(sealed, "row 1")).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "c2hvcnQ=", "not base64!"})
    void refusesAMissingOrShortKeyWithAdvice(String key) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Sealing(key, random))
                .withMessageContaining("openssl rand -base64 32");
    }

    private Sealing sealing(int first) {
        return new Sealing(key(first), random);
    }

    private static String key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return Base64.getEncoder().encodeToString(key);
    }
}
