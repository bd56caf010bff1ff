package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Onboarded;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.Signature;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two parties use one refresh token of a partner's system. */
@EngineTest
class ReusedTokensTest {

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    ReusedTokensTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void endsAccessTokensOfThatSessionOnly() {
        Onboarded partner = engine.partner("REUSED");
        Answer session = signIn(partner);
        Answer another = signIn(partner);
        String first = session.data().get("token").asString();
        String shownTwice = session.data().get("refresh_token").asString();
        String second = refresh(shownTwice).body().get("token").asString();
        assertThat(transactions(first).status()).isEqualTo(200);
        assertThat(transactions(second).status()).isEqualTo(200);

        assertThat(refresh(shownTwice).v2()).isEqualTo("401 session-expired");

        assertThat(transactions(first).v2()).isEqualTo("401 session-expired");
        assertThat(transactions(second).v2()).isEqualTo("401 session-expired");
        assertThat(transactions(another.data().get("token").asString()).status())
                .isEqualTo(200);
        assertThat(transactions(signIn(partner).data().get("token").asString()).status())
                .isEqualTo(200);
    }

    private Answer transactions(String token) {
        return Call.to(engine.uri("/api/v2/transactions")).bearer(token).by(client);
    }

    private Answer refresh(String token) {
        return Call.to(engine.uri("/api/v2/sessions:refresh"))
                .header("content-type", "application/json")
                .post("{\"refresh_token\":\"" + token + "\"}")
                .by(client);
    }

    private Answer signIn(Onboarded partner) {
        // Each signature is accepted once, and two signatures within one second are equal.
        engine.clock().advance(Duration.ofSeconds(1));
        long now = engine.clock().instant().getEpochSecond();
        Credentials credentials = new Credentials(
                partner.partner().code(),
                partner.credential().apiKey(),
                partner.credential().apiSecret());
        return Call.to(engine.uri("/api/v1/authorization/client"))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", credentials.apiKey())
                .header("x-client-timestamp", Long.toString(now))
                .header("x-client-signature", Signature.of(credentials, "POST", now))
                .post("{\"code\":\"" + credentials.code() + "\"}")
                .by(client);
    }
}
