package id.kezbek.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are those of Standard Webhooks. */
class WebhookSecretTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void signsThePublishedVector() {
        assertThat(WebhookSecret.parse(SECRET).sign(ID, TIME, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsAsThePublishedLibrary() throws WebhookSigningException {
        WebhookSecret secret = WebhookSecret.random(new SecureRandom());
        String body = "{\"type\":\"payout.paid\",\"data\":{\"company\":\"Toko Sepatu Ñandú 靴\"}}";
        assertThat(secret.sign(ID, TIME, body))
                .isEqualTo(new Webhook(secret.text()).sign(ID, TIME.getEpochSecond(), body));
    }

    @Test
    void showsAndReadsTheSameText() {
        WebhookSecret secret = WebhookSecret.random(new SecureRandom());
        assertThat(secret.text()).startsWith("whsec_");
        assertThat(secret.bytes()).hasSize(32);
        assertThat(WebhookSecret.parse(secret.text()).bytes()).isEqualTo(secret.bytes());
        assertThat(secret).hasToString("WebhookSecret[hidden]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 23, 65})
    void refusesOtherLengths(int bytes) {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
        assertThatThrownBy(() -> WebhookSecret.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
