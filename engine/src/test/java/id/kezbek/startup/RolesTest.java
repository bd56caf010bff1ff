package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.CezbekApplication;
import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Partner;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.payouts.AwaitPayouts;
import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Call;
import id.kezbek.testing.SharedWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Two processes with one role each, on a separate database: one accepts purchases, only the other pays. */
class RolesTest {

    private static final String QUEUE = "roles-emails";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String[] OPERATIONS = {
        "/api/ping",
        "/api/v1/cashbacks/628118770510",
        "/api/v1/authorization/client",
        "/api/v1/partners",
        "/api/v2/payouts",
        "/api/v2/transactions",
        "/api/v2/customers/628118770510",
        "/api/v2/ledger/trial-balance",
        "/api/v2/jobs",
        "/api/v2/emails",
        "/api/metrics.json"
    };

    private final Map<String, Object> properties =
            new HashMap<>(SharedWorld.propertiesOnNewDatabase("roles_" + DATABASES.incrementAndGet()));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void onlyApiAcceptsAndOnlyJobPays() {
        try (ConfigurableApplicationContext api = start("api")) {
            assertThat(status(api, "/api/ping", "")).isEqualTo(200);
            assertNothingRunsByItself(api);
            Acceptance outcome = api.getBean(AcceptPurchase.class).accept(purchase(api));
            UUID payout = Objects.requireNonNull(((Acceptance.Accepted) outcome).payout());
            api.getBean(SqsAsyncClient.class)
                    .createQueue(queue -> queue.queueName(QUEUE))
                    .join();

            try (ConfigurableApplicationContext job = start("job")) {
                assertAnswersNobody(job);
                assertThat(api.getBean(AwaitPayouts.class).await(payout, Duration.ofSeconds(20)))
                        .as("the other process pays, and who waits here learns it")
                        .isEqualTo(new AwaitPayouts.Waited.Ended(PayoutState.PAID));
                assertThat(state(api)).isEqualTo("PAID");
                Eventually.holds("and writes the invoice", () -> emails(api) == 1);
            }
        }
    }

    @Test
    void sendsCommittedWorkAtOnce() {
        properties.put("cezbek.payouts.poll-interval", "1h");
        try (ConfigurableApplicationContext both = start("api,job")) {
            // The loop's first run may do something; afterwards it waits for an hour.
            assertThat(both.getBean(AcceptPurchase.class).accept(purchase(both)))
                    .isInstanceOf(Acceptance.Accepted.class);
            Eventually.holds("it is paid", () -> state(both).equals("PAID"));
        }
    }

    private ConfigurableApplicationContext start(String role) {
        properties.put("cezbek.roles", role);
        properties.put("cezbek.notifications.queue", QUEUE);
        properties.put("server.port", "0");
        String[] arguments = properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new SpringApplication(CezbekApplication.class).run(arguments);
    }

    private static Purchase purchase(ConfigurableApplicationContext api) {
        Partner partner = api.getBean(OnboardPartner.class)
                .onboard(PartnerSamples.partner("ROLES"), "test")
                .partner();
        api.getBean(RecordTopUp.class).record(new TopUp(partner, Money.rupiah(10_000), "roles", "first", "test"));
        return new Purchase(
                partner.id(),
                "ROLES-1",
                new Msisdn("6281900000001"),
                "customer@example.com",
                "LSAJA",
                1,
                Money.rupiah(100_000));
    }

    private static void assertNothingRunsByItself(ConfigurableApplicationContext api) {
        for (String worker : new String[] {"dispatchLoop", "payoutSchedules", "emailSchedule", "emailQueueListener"}) {
            assertThat(api.containsBean(worker)).as(worker).isFalse();
        }
        assertThat(state(api)).isEqualTo("none");
    }

    private void assertAnswersNobody(ConfigurableApplicationContext job) {
        job.getBean(AddStaff.class).add("admin@roles.example", "Staff", Role.ADMIN);
        String token = job.getBean(StaffTokens.class).issue("admin@roles.example", Duration.ofHours(1));
        for (String path : OPERATIONS) {
            assertThat(status(job, path, "")).as(path).isEqualTo(401);
            assertThat(status(job, path, token)).as(path).isEqualTo(404);
        }
        assertThat(status(job, "/actuator/health/liveness", "")).isEqualTo(200);
    }

    /** Not compared with a document, because a process without the role api serves no operation. */
    private int status(ConfigurableApplicationContext engine, String path, String token) {
        String port = engine.getEnvironment().getRequiredProperty("local.server.port");
        return Call.to(URI.create("http://127.0.0.1:" + port + path))
                .header("x-client-channel", "B2BCLIENT")
                .bearer(token)
                .statusBy(client);
    }

    private static String state(ConfigurableApplicationContext engine) {
        return engine.getBean(JdbcClient.class)
                .sql("select coalesce((select max(state) from payouts.payout), 'none')")
                .query(String.class)
                .single();
    }

    private static long emails(ConfigurableApplicationContext engine) {
        return engine.getBean(JdbcClient.class)
                .sql("select count(*) from notifications.email where state = 'SENT'")
                .query(Long.class)
                .single();
    }
}
