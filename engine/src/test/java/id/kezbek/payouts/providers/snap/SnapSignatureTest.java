package id.kezbek.payouts.providers.snap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapSignatureTest {

    /** The body, values and signature that Midtrans publishes in its demonstration of SNAP signatures. */
    private static final String BODY = "{\"partnerReferenceNo\":\"2020102900000000000001\","
            + "\"amount\":{\"value\":\"12345678.00\",\"currency\":\"IDR\"},"
            + "\"feeAmount\":{\"value\":\"12345678.00\",\"currency\":\"IDR\"},"
            + "\"merchantId\":\"00007100010926\",\"terminalId\":\"213141251124\","
            + "\"validityPeriod\":\"2009-07-03T12:08:56-07:00\"}";

    @Test
    void isThePublishedOne() {
        assertThat(SnapSignature.symmetric(
                        "myclientsecret",
                        "/v1.0/qr/qr-mpm-generate",
                        "myaccesstoken",
                        BODY.getBytes(StandardCharsets.UTF_8),
                        "2024-03-05T10:37:16.196Z"))
                .isEqualTo("wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==");
    }

    @Test
    void changesWithEveryByte() {
        String signature = symmetric(BODY);

        assertThat(symmetric(BODY.replace("12345678.00", "12345678.01"))).isNotEqualTo(signature);
        assertThat(symmetric(BODY + " ")).isNotEqualTo(signature);
    }

    @Test
    void canBeVerifiedWithThePublicKey() throws GeneralSecurityException {
        KeyPair keys = keys();

        verify(
                keys,
                SnapSignature.ofTokenRequest(keys.getPrivate(), "client", "2024-03-05T10:37:16+07:00"),
                "client|2024-03-05T10:37:16+07:00");
        // The digest is that of an empty object.
        verify(
                keys,
                SnapSignature.asymmetric(
                        keys.getPrivate(), "/p", "{}".getBytes(StandardCharsets.UTF_8), "2024-03-05T10:37:16+07:00"),
                "POST:/p:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a:2024-03-05T10:37:16+07:00");
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        return generator.generateKeyPair();
    }

    @Test
    void readsAKeyAsPemAndAsPlainText() throws GeneralSecurityException {
        KeyPair keys = keys();
        String plain = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + plain + "\n-----END PRIVATE KEY-----\n";

        assertThat(SnapSignature.privateKey(plain)).isEqualTo(keys.getPrivate());
        assertThat(SnapSignature.privateKey(pem)).isEqualTo(keys.getPrivate());
        assertThat(SnapSignature.privateKey(pem.replace("\n", "\\n"))).isEqualTo(keys.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no key", "", "-----BEGIN PRIVATE KEY-----\nTUlJ\n-----END PRIVATE KEY-----"})
    void refusesWhatIsNoKeyWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnapSignature.privateKey(text))
                .withMessage("must be an RSA private key in PKCS#8 (BEGIN PRIVATE KEY)");
    }

    private static String symmetric(String body) {
        return SnapSignature.symmetric("s", "/p", "t", body.getBytes(StandardCharsets.UTF_8), "now");
    }

    private static void verify(KeyPair keys, String signature, String text) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(keys.getPublic());
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Base64.getDecoder().decode(signature))).isTrue();
    }
}
