package id.kezbek.startup.systems;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.Signature;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** A partner with funds that reports purchases during the outage of any system. */
final class AbsentPartner {

    private static final int PURCHASES = 10;
    /** Half of the time of a request that waits for Redis, which has the shortest timeout. */
    private static final Duration USUAL = Duration.ofMillis(250);
    /** A third of the time of a request that waits for any other system. */
    private static final Duration WAITS_FOR_ANY = Duration.ofSeconds(1);

    private final HttpClient client;
    private final String token;
    private int purchases;

    private AbsentPartner(HttpClient client, String token) {
        this.client = client;
        this.token = token;
    }

    static AbsentPartner signIn(ApplicationContext engine, HttpClient client) {
        Onboarded onboarded = engine.getBean(OnboardPartner.class).onboard(PartnerSamples.partner("ABSENT"), "test");
        engine.getBean(RecordTopUp.class)
                .record(new TopUp(
                        onboarded.partner(),
                        Money.rupiah(100_000_000),
                        "absent " + onboarded.partner().code(),
                        "first",
                        "test"));
        Credentials credentials = new Credentials(
                "ABSENT",
                onboarded.credential().apiKey(),
                onboarded.credential().apiSecret());
        long now = Instant.now().getEpochSecond();
        URI signIns = URI.create("http://127.0.0.1:" + engine.getEnvironment().getRequiredProperty("local.server.port")
                + "/api/v1/authorization/client");
        String token = Call.to(signIns)
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", credentials.apiKey())
                .header("x-client-timestamp", Long.toString(now))
                .header("x-client-signature", Signature.of(credentials, "POST", now))
                .post("{\"code\":\"ABSENT\"}")
                .by(client)
                .data()
                .get("token")
                .asString();
        return new AbsentPartner(client, token);
    }

    /**
     * @return the customers' e-mail addresses
     */
    List<String> reportAtTheUsualPace(URI engine) {
        List<String> customers = new ArrayList<>();
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < PURCHASES; i++) {
            String customer = "absent-" + ++purchases + "@example.com";
            long began = System.nanoTime();
            Answer answer = report(engine, customer);
            nanos.add(System.nanoTime() - began);
            assertThat(answer.v1()).isEqualTo("200 8000");
            customers.add(customer);
        }
        nanos.sort(null);
        assertThat(Duration.ofNanos(nanos.get(PURCHASES / 2)))
                .as("no call waits for an unavailable system")
                .isLessThan(USUAL);
        assertThat(Duration.ofNanos(nanos.get(PURCHASES - 2)))
                .as("except the call that finds it unavailable")
                .isLessThan(WAITS_FOR_ANY);
        return customers;
    }

    private Answer report(URI engine, String customer) {
        return Call.to(engine.resolve("/api/v1/cashbacks"))
                .header("x-client-channel", "B2BCLIENT")
                .header("content-type", "application/json")
                .bearer(token)
                .post("""
                        {"quantity": 1, "amount": 100000, "msisdn": "62817%07d", "email": "%s",
                         "merchant_code": "LSAJA", "transaction_reference": "ABSENT-%d"}""".formatted(purchases, customer, purchases))
                .by(client);
    }
}
