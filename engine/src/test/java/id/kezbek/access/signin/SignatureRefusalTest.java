package id.kezbek.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Credential;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.security.Digests;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The error that a developer at a sandbox gets for a wrong signature. */
@EngineTest
class SignatureRefusalTest {

    private final EngineUnderTest engine;
    private final SignInPartner signIn;

    SignatureRefusalTest(EngineUnderTest engine) {
        this.engine = engine;
        this.signIn = engine.get(SignInPartner.class);
    }

    @Test
    void namesKeyClockSignatureOrReplay() {
        Onboarded partner = engine.partner("WHYREF");
        Credential credential = partner.credential();
        long now = engine.clock().instant().getEpochSecond();

        assertThat(signIn.whyRefused(signed("no-key", "WHYREF", now, credential.apiSecret())))
                .startsWith("x-api-key");
        assertThat(signIn.whyRefused(signed(credential.apiKey(), "OTHER", now, credential.apiSecret())))
                .contains("does not belong to the partner");
        assertThat(signIn.whyRefused(signed(credential.apiKey(), "WHYREF", now - 3600, credential.apiSecret())))
                .startsWith("x-client-timestamp is -3600 s");
        assertThat(signIn.whyRefused(signed(credential.apiKey(), "WHYREF", now, "another secret")))
                .startsWith("x-client-signature does not match");
        RequestSignature right = signed(credential.apiKey(), "WHYREF", now, credential.apiSecret());
        assertThat(signIn.signIn(right)).isPresent();
        assertThat(signIn.signIn(right)).isEmpty();
        assertThat(signIn.whyRefused(right)).contains("already used");
    }

    private static RequestSignature signed(String key, String code, long seconds, String secret) {
        RequestSignature unsigned = new RequestSignature(key, code, seconds, "");
        byte[] signature = Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), unsigned.message("POST"));
        return new RequestSignature(key, code, seconds, HexFormat.of().formatHex(signature));
    }
}
