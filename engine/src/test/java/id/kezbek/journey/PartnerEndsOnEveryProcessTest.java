package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.signin.RequestSignature;
import id.kezbek.access.signin.SignInPartner;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.credentials.EndCredential;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.Signature;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.Call;
import id.kezbek.testing.TwoProcesses;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.core.env.Environment;

/**
 * A right that one process has removed from a partner is missing for the next request to another process, which does
 * not refresh by itself here, with any earlier token. Each change is tested in both directions.
 */
class PartnerEndsOnEveryProcessTest {

    private static final AtomicInteger PARTNER = new AtomicInteger();

    private final HttpClient client = HttpClient.newHttpClient();
    private int changed;
    private int next;

    @BeforeEach
    void takeSides(RepetitionInfo repetition) {
        changed = repetition.getCurrentRepetition() & 1;
        next = 1 - changed;
    }

    @AfterEach
    void close() {
        client.close();
    }

    @RepeatedTest(2)
    void suspensionAppliesToNextCallOfOldToken() {
        Onboarded partner = onboarded();
        PartnerId id = partner.partner().id();
        String token = token(partner);
        assertThat(call(token)).isEqualTo(200);

        TwoProcesses.get(changed, SuspendPartner.class).suspend(id, "a test", "test");
        assertThat(call(token)).isEqualTo(403);

        TwoProcesses.get(changed, SuspendPartner.class).reactivate(id, "test");
        assertThat(call(token)).isEqualTo(200);
    }

    @RepeatedTest(2)
    void endOfCredentialAppliesToNextCall() {
        Onboarded partner = onboarded();
        PartnerId id = partner.partner().id();
        String token = token(partner);
        assertThat(call(token)).isEqualTo(200);

        UUID credential = TwoProcesses.get(changed, CredentialDirectory.class)
                .of(id)
                .getFirst()
                .id();
        TwoProcesses.get(changed, EndCredential.class).end(id, credential, "a test", "test");
        assertThat(call(token)).isEqualTo(401);
    }

    private Onboarded onboarded() {
        return TwoProcesses.get(changed, OnboardPartner.class)
                .onboard(PartnerSamples.partner("ENDS" + PARTNER.incrementAndGet()), "test");
    }

    private String token(Onboarded partner) {
        long now = TwoProcesses.CLOCK.instant().getEpochSecond();
        Credentials credentials = new Credentials(
                partner.partner().code(),
                partner.credential().apiKey(),
                partner.credential().apiSecret());
        RequestSignature signature = new RequestSignature(
                credentials.apiKey(), credentials.code(), now, Signature.of(credentials, "POST", now));
        return TwoProcesses.get(next, SignInPartner.class)
                .signIn(signature)
                .orElseThrow()
                .token();
    }

    private int call(String token) {
        String port = TwoProcesses.get(next, Environment.class).getRequiredProperty("local.server.port");
        return Call.to(URI.create("http://127.0.0.1:" + port + "/api/v2/transactions"))
                .bearer(token)
                .by(client)
                .status();
    }
}
