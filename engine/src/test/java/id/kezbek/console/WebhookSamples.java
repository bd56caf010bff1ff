package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.Answer;
import id.kezbek.webhooks.WebhookReceiver;
import id.kezbek.webhooks.WebhookReceiver.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A webhook endpoint of a partner, with one failed delivery. */
record WebhookSamples(String endpoint, String delivery) {

    private static final String ENDPOINTS = "/api/v2/webhook-endpoints";
    private static final String DELIVERIES = "/api/v2/webhook-deliveries";

    /** No system listens there, so the delivery fails at once. */
    static WebhookSamples of(PartnerSystem partner) {
        String endpoint = post(partner, ENDPOINTS, Map.of("url", "http://127.0.0.1:1/hooks", "description", "Orders"))
                .body()
                .get("id")
                .asString();
        String delivery = post(partner, ENDPOINTS + "/" + endpoint + "/test", Map.of())
                .body()
                .get("id")
                .asString();
        awaitEnd(partner, delivery);
        return new WebhookSamples(endpoint, delivery);
    }

    /** Describes the endpoint by the texts that the engine accepts, and lets it answer with all of them. */
    void answerWith(PartnerSystem partner, List<String> texts) {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answers(webhook -> new Response(200, String.join(" ", texts), Map.of()));
            int taken = 0;
            for (String text : texts) {
                Map<String, Object> choice = Map.of("url", receiver.url(), "description", text);
                int status = post(partner, ENDPOINTS + "/" + endpoint + "/change", choice)
                        .status();
                assertThat(status).as(text).isIn(200, 400);
                taken += status == 200 ? 1 : 0;
            }
            assertThat(taken).isPositive();
            post(partner, DELIVERIES + "/" + delivery + "/resend", Map.of());
            awaitEnd(partner, delivery);
        }
    }

    private static void awaitEnd(PartnerSystem partner, String delivery) {
        Eventually.holds(
                "the delivery has ended",
                () -> !partner.get(DELIVERIES + "/" + delivery)
                        .body()
                        .get("state")
                        .asString()
                        .equals("WAITING"));
    }

    private static Answer post(PartnerSystem partner, String path, Map<String, Object> body) {
        String text = body.isEmpty() ? "" : JsonMapper.shared().writeValueAsString(body);
        return partner.post(path, text, "Idempotency-Key", UUID.randomUUID().toString());
    }
}
