package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.webhooks.WebhookReceiver;
import id.kezbek.webhooks.WebhookReceiver.Received;
import id.kezbek.webhooks.WebhookReceiver.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks as a partner's developer uses them: the receiver is a real HTTP server with the published library. */
@EngineTest
class WebhooksOverHttpTest {

    private static final String ENDPOINTS = "/api/v2/webhook-endpoints";
    private static final String DELIVERIES = "/api/v2/webhook-deliveries";
    private static final AtomicInteger KEY = new AtomicInteger();

    private final EngineUnderTest engine;
    private final WebhookReceiver receiver = new WebhookReceiver();
    private PartnerSystem partner;

    WebhooksOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void onboard() {
        partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        receiver.close();
    }

    @Test
    void sendsSignedEventsOfAPurchase() {
        JsonNode endpoint = added(receiver.url(), "");
        String secret = endpoint.get("secret").asString();
        RefundingCustomer customer = new RefundingCustomer(engine);

        String transaction = customer.paid(partner, "750000");
        awaitReceived("payout.paid", 1);

        Received accepted = receiver.received("transaction.accepted").getFirst();
        assertThat(accepted.isSignedWith(secret)).isTrue();
        assertThat(accepted.header("content-type")).startsWith("application/json");
        assertThat(accepted.json().propertyNames())
                .containsExactly("id", "type", "timestamp", "sequence", "api_version", "data");
        assertThat(accepted.id()).isEqualTo(accepted.json().get("id").asString());
        assertThat(accepted.json().at("/data/transaction_id").asString()).isEqualTo(transaction);
        assertThat(accepted.json().at("/data/cashback/value").asString()).isEqualTo("11250.00");
        Received paid = receiver.received("payout.paid").getFirst();
        assertThat(paid.isSignedWith(secret)).isTrue();
        assertThat(paid.json().at("/data/state").asString()).isEqualTo("PAID");
        assertThat(receiver.received())
                .allSatisfy(webhook -> assertThat(webhook.body())
                        .doesNotContain(customer.msisdn())
                        .doesNotContain("@")
                        .hasSizeLessThan(20_000));
        assertThat(receiver.received().stream()
                        .map(webhook -> webhook.json().get("sequence").asLong()))
                .containsExactlyInAnyOrderElementsOf(List.of(1L, 2L));
    }

    @Test
    void listsEventsAndDeliveriesWithTheAnswer() {
        receiver.answers(webhook -> new Response(202, "x".repeat(3000), Map.of()));
        added(receiver.url(), "");
        new RefundingCustomer(engine).paid(partner, "750000");
        awaitReceived("payout.paid", 1);
        Eventually.holds(
                "both are delivered", () -> deliveries("?state=DELIVERED").size() == 2);

        JsonNode events = partner.get("/api/v2/events?limit=1").body();
        assertThat(events.at("/items/0/sequence").asLong()).isEqualTo(2);
        JsonNode next = partner.get("/api/v2/events?limit=1&cursor="
                        + events.get("next_cursor").asString())
                .body();
        assertThat(next.at("/items/0/sequence").asLong()).isEqualTo(1);
        assertThat(next.get("next_cursor").isNull()).isTrue();

        JsonNode paid = deliveries("?type=payout.paid").get(0);
        JsonNode one = partner.get(DELIVERIES + "/" + paid.get("id").asString()).body();
        assertThat(one.get("status").asInt()).isEqualTo(202);
        assertThat(one.at("/attempts/0/answer").asString()).isEqualTo("x".repeat(1024));
        assertThat(one.at("/attempts").size()).isEqualTo(1);
        assertThat(deliveries("?state=FAILED").size()).isZero();
    }

    @Test
    void sendsOnlyChosenTypes() {
        added(receiver.url(), ",\"types\":[\"payout.paid\"]");
        new RefundingCustomer(engine).paid(partner, "750000");
        awaitReceived("payout.paid", 1);
        assertThat(receiver.received("transaction.accepted")).isEmpty();
        assertThat(partner.get("/api/v2/events").body().get("items").size())
                .as("the other event is recorded too")
                .isEqualTo(2);
    }

    @Test
    void signsWithBothSecretsAfterARotation() {
        JsonNode endpoint = added(receiver.url(), "");
        String id = endpoint.get("id").asString();
        String former = endpoint.get("secret").asString();

        Answer rotated = post(ENDPOINTS + "/" + id + "/rotate", "");
        String current = rotated.body().get("secret").asString();
        assertThat(current).isNotEqualTo(former);
        assertThat(post(ENDPOINTS + "/" + id + "/rotate", "").v2()).isEqualTo("409 state-conflict");
        test(id);
        awaitReceived("webhook.test", 1);

        Received webhook = receiver.received().getFirst();
        assertThat(webhook.header("webhook-signature").split(" ")).hasSize(2);
        assertThat(webhook.isSignedWith(former)).isTrue();
        assertThat(webhook.isSignedWith(current)).isTrue();
        assertThat(partner.get(ENDPOINTS + "/" + id).body().has("secret"))
                .as("the secret is shown once")
                .isFalse();
    }

    @Test
    void testEventShowsTheAnswerAndIsTriedOnce() {
        receiver.answers(webhook -> new Response(500, "no such order", Map.of()));
        String id = added(receiver.url(), "").get("id").asString();

        String delivery = test(id).get("id").asString();

        JsonNode failed = ended(delivery);
        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(failed.at("/attempts/0/answer").asString()).isEqualTo("no such order");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void resendsWithTheSameId() {
        String id = added(receiver.url(), "").get("id").asString();
        String delivery = test(id).get("id").asString();
        ended(delivery);

        assertThat(post(DELIVERIES + "/" + delivery + "/resend", "").status()).isEqualTo(202);
        awaitReceived("webhook.test", 2);

        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
        assertThat(ended(delivery).get("attempts").size()).isEqualTo(2);
    }

    @Test
    void followsNoRedirect() {
        try (WebhookReceiver other = new WebhookReceiver()) {
            receiver.answers(webhook -> new Response(307, "", Map.of("Location", other.url())));
            String id = added(receiver.url(), "").get("id").asString();
            JsonNode failed = ended(test(id).get("id").asString());
            assertThat(failed.get("state").asString()).isEqualTo("FAILED");
            assertThat(failed.get("status").asInt()).isEqualTo(307);
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void disablesAnEndpointThatIsGoneAndTellsOfficers() {
        receiver.answers(webhook -> Response.of(410));
        String id = added(receiver.url(), "").get("id").asString();

        ended(test(id).get("id").asString());

        JsonNode endpoint = partner.get(ENDPOINTS + "/" + id).body();
        assertThat(endpoint.get("state").asString()).isEqualTo("DISABLED");
        assertThat(endpoint.get("disabled_why").asString()).isEqualTo("GONE");
        assertThat(emails("WEBHOOK_DISABLED")).isEqualTo(1);
        assertThat(post(ENDPOINTS + "/" + id + "/test", "").v2()).isEqualTo("409 state-conflict");

        receiver.answers(webhook -> Response.of(204));
        assertThat(post(ENDPOINTS + "/" + id + "/enable", "")
                        .body()
                        .get("state")
                        .asString())
                .isEqualTo("ACTIVE");
        ended(test(id).get("id").asString());
        assertThat(emails("WEBHOOK_DISABLED")).isEqualTo(1);
    }

    @Test
    void slowEndpointDoesNotDelayOthers() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        try (WebhookReceiver fast = new WebhookReceiver()) {
            receiver.answers(webhook -> {
                await(slow);
                return Response.of(204);
            });
            String blocked = added(receiver.url(), "").get("id").asString();
            String free = added(fast.url(), "").get("id").asString();
            for (int number = 0; number < 40; number++) {
                test(blocked);
            }
            Eventually.holds(
                    "the slow endpoint's slots are taken",
                    () -> receiver.received().size() == 8);
            for (int number = 0; number < 20; number++) {
                test(free);
            }
            Eventually.holds("the fast one has all", () -> fast.received().size() == 20);
            assertThat(receiver.received()).as("at most eight at once").hasSize(8);
            slow.countDown();
            Eventually.holds(
                    "the slow one gets the rest", () -> receiver.received().size() == 40);
        }
    }

    @Test
    void otherPartnersAndTheirEndpointsStayApart() {
        String id = added(receiver.url(), "").get("id").asString();
        String delivery = test(id).get("id").asString();
        PartnerSystem other = PartnerSystem.onboarded(engine, Money.ZERO);

        assertThat(other.get(ENDPOINTS).body().get("items").size()).isZero();
        assertThat(other.get(ENDPOINTS + "/" + id).v2()).isEqualTo("404 not-found");
        assertThat(other.get(DELIVERIES + "/" + delivery).v2()).isEqualTo("404 not-found");
        assertThat(other.get(DELIVERIES + "?endpoint=" + id).body().get("items").size())
                .isZero();
        assertThat(other.get("/api/v2/events").body().get("items").size()).isZero();
        for (String act : List.of("disable", "enable", "rotate", "test")) {
            assertThat(post(other, ENDPOINTS + "/" + id + "/" + act, "").v2()).isEqualTo("404 not-found");
        }
        assertThat(post(other, ENDPOINTS + "/" + id + "/change", body(receiver.url(), ""))
                        .v2())
                .isEqualTo("404 not-found");
        assertThat(post(other, DELIVERIES + "/" + delivery + "/resend", "").v2())
                .isEqualTo("404 not-found");
    }

    @Test
    void staffReadOnePartnersEndpointsWithoutSecrets() {
        added(receiver.url(), "");
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer listed = staff.get(ENDPOINTS + "?partner=" + partner.code(), Role.OPERATIONS);
            assertThat(listed.body().at("/items/0/url").asString()).isEqualTo(receiver.url());
            assertThat(listed.http().body()).doesNotContain("whsec_");
            assertThat(staff.get(ENDPOINTS, Role.OPERATIONS).fields()).containsExactly("partner");
        }
    }

    @Test
    void namesWrongFields() {
        assertThat(post(ENDPOINTS, "{\"url\":\"ftp://shop.example/\",\"types\":[\"payout.gone\"]}")
                        .fields())
                .containsExactly("url", "types");
        assertThat(post(ENDPOINTS, "{}").fields()).containsExactly("url");
    }

    @Test
    void auditLogHasTheUrlWithoutItsQuery() {
        String id = added(receiver.url() + "?token=secret-of-the-shop", "")
                .get("id")
                .asString();
        post(ENDPOINTS + "/" + id + "/change", body(receiver.url() + "?token=another-secret", ""));
        List<String> details = engine.database()
                .sql("select detail::text from approvals.audit where subject = ?")
                .param("webhook endpoint " + id)
                .query(String.class)
                .list();
        assertThat(details)
                .hasSize(2)
                .allSatisfy(
                        detail -> assertThat(detail).contains(receiver.url()).doesNotContain("secret"));
    }

    @Test
    void refusesASixthEndpoint() {
        for (int number = 0; number < 5; number++) {
            added(receiver.url() + number, "");
        }
        assertThat(post(ENDPOINTS, body(receiver.url(), "")).v2()).isEqualTo("409 state-conflict");
    }

    @Test
    void disabledEndpointGetsItsWaitingDeliveriesWhenItIsEnabled() {
        receiver.answers(webhook -> Response.of(503));
        String id =
                added(receiver.url(), ",\"types\":[\"payout.paid\"]").get("id").asString();
        new RefundingCustomer(engine).paid(partner, "750000");
        awaitReceived("payout.paid", 1);
        post(ENDPOINTS + "/" + id + "/disable", "");
        receiver.answers(webhook -> Response.of(204));

        engine.clock().advance(Duration.ofMinutes(1));
        assertThat(deliveries("?state=WAITING").size()).isEqualTo(1);
        engine.clock().reset();
        post(ENDPOINTS + "/" + id + "/enable", "");

        awaitReceived("payout.paid", 2);
    }

    private JsonNode added(String url, String more) {
        Answer added = post(ENDPOINTS, body(url, more));
        assertThat(added.status()).as(added.http().body()).isEqualTo(201);
        return added.body();
    }

    private static String body(String url, String more) {
        return "{\"url\":\"" + url + "\",\"description\":\"Order system\"" + more + "}";
    }

    private JsonNode test(String endpoint) {
        Answer accepted = post(ENDPOINTS + "/" + endpoint + "/test", "");
        assertThat(accepted.status()).as(accepted.http().body()).isEqualTo(202);
        return accepted.body();
    }

    private JsonNode ended(String delivery) {
        String path = DELIVERIES + "/" + delivery;
        Eventually.holds(
                "the delivery has ended",
                () -> !partner.get(path).body().get("state").asString().equals("WAITING"));
        return partner.get(path).body();
    }

    private JsonNode deliveries(String query) {
        return partner.get(DELIVERIES + query).body().get("items");
    }

    private long emails(String template) {
        return engine.database()
                .sql("select count(*) from notifications.email where template = ? and model ->> 'company' = ?")
                .params(template, "PT. " + partner.code())
                .query(Long.class)
                .single();
    }

    private void awaitReceived(String type, int number) {
        Eventually.holds(number + " of " + type, () -> receiver.received(type).size() == number);
    }

    private Answer post(String path, String body) {
        return post(partner, path, body);
    }

    private static Answer post(PartnerSystem system, String path, String body) {
        return system.post(path, body, "Idempotency-Key", "webhooks-" + KEY.incrementAndGet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
