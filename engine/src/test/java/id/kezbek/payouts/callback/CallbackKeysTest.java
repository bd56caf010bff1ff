package id.kezbek.payouts.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CallbackKeysTest {

    private static final String SECRET = "a secret of sixteen or more";
    private static final byte[] BODY = "{\"external_id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    private final CallbackKeys keys = new CallbackKeys(List.of(
            new CallbackKeys.Key("middletrans", "MTRANS", SECRET), new CallbackKeys.Key("xenit", "XENIT", null)));

    @Test
    void knowTheSignerByCodeAndByName() {
        assertThat(keys.requireSigned("MTRANS", signature(SECRET, BODY), BODY)).isEqualTo("MTRANS");
        assertThat(keys.requireSigned("middletrans", signature(SECRET, BODY), BODY))
                .isEqualTo("MTRANS");
    }

    @Test
    void admitNoOtherSignatureThanTheBodysOwn() {
        byte[] other = "{\"external_id\":\"2\"}".getBytes(StandardCharsets.UTF_8);
        assertRefused("MTRANS", null, ErrorCode.UNAUTHORIZED);
        assertRefused("MTRANS", "", ErrorCode.UNAUTHORIZED);
        assertRefused("MTRANS", signature(SECRET, other), ErrorCode.UNAUTHORIZED);
        assertRefused("MTRANS", signature("another secret of ours", BODY), ErrorCode.UNAUTHORIZED);
        assertRefused("MTRANS", signature(SECRET, BODY).substring(1), ErrorCode.UNAUTHORIZED);
        assertRefused("MTRANS", signature(SECRET, BODY).toUpperCase(Locale.ROOT), ErrorCode.UNAUTHORIZED);
    }

    @Test
    void tellTheUnknownFromTheUnready() {
        assertRefused("NOBODY", signature(SECRET, BODY), ErrorCode.NOT_FOUND);
        assertRefused("XENIT", signature(SECRET, BODY), ErrorCode.OUT_OF_SERVICE);
    }

    @Test
    void neverShowASecret() {
        assertThat(new CallbackKeys.Key("xenit", "XENIT", SECRET).toString()).doesNotContain(SECRET);
    }

    private void assertRefused(String provider, @org.jspecify.annotations.Nullable String signature, ErrorCode code) {
        assertThatThrownBy(() -> keys.requireSigned(provider, signature, BODY))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static String signature(String secret, byte[] body) {
        return HexFormat.of().formatHex(Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), body));
    }
}
