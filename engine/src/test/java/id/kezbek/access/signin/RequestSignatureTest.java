package id.kezbek.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSignatureTest {

    /** printf 'POST:LAJADA:1767225600:KEY-AB_C' | openssl dgst -sha256 -hmac the-secret */
    private static final String VECTOR = "93abbbd82d9a58ef967819d2866ee088041d53c745daa4febd2450bb59d8ffd4";

    @Test
    void signsMethodCodeTimeAndKeyInUpperCase() {
        RequestSignature request = new RequestSignature("key-aB_c", "lajada", 1767225600L, VECTOR);
        assertThat(request.message("post")).isEqualTo("POST:LAJADA:1767225600:KEY-AB_C");
        assertThat(request.is(sign(request))).isTrue();
    }

    @Test
    void takesNoOtherSignature() {
        byte[] expected = sign(new RequestSignature("key", "LAJADA", 1, ""));
        assertThat(new RequestSignature("key", "LAJADA", 1, "").is(expected)).isFalse();
        assertThat(new RequestSignature("key", "LAJADA", 1, VECTOR).is(expected))
                .isFalse();
        assertThat(new RequestSignature("key", "LAJADA", 1, "é".repeat(64)).is(expected))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-301,false", "-300,true", "0,true", "300,true", "301,false"})
    void takesThreeHundredSecondsEitherWay(long skewSeconds, boolean timely) {
        Instant now = Instant.ofEpochSecond(1767225600L, 999_000_000);
        assertThat(new RequestSignature("key", "LAJADA", 1767225600L + skewSeconds, "").isTimely(now))
                .isEqualTo(timely);
    }

    @Test
    void hidesKeyAndSignature() {
        assertThat(new RequestSignature("key", "LAJADA", 1, "5ec7e7").toString())
                .isEqualTo("RequestSignature[LAJADA]");
    }

    private static byte[] sign(RequestSignature request) {
        return Digests.hmacSha256("the-secret".getBytes(StandardCharsets.UTF_8), request.message("POST"));
    }
}
