package id.kezbek.webhooks.delivery;

import id.kezbek.webhooks.endpoints.WebhookSecret;
import id.kezbek.webhooks.events.WebhookType;
import java.util.List;
import java.util.UUID;

/**
 * A delivery that this process sends.
 *
 * @param event the id of the event, which is the {@code webhook-id}
 * @param url the endpoint's URL at the time of the claim
 * @param tries the number of this claim
 * @param triesLeft the number of attempts that may still fail, including this attempt
 * @param secrets the secrets that sign the event
 */
record Claimed(
        UUID id,
        UUID event,
        UUID endpoint,
        String url,
        WebhookType type,
        String body,
        int tries,
        int triesLeft,
        List<WebhookSecret> secrets) {

    /**
     * Whether the event is a test event. Except for 410, the result of a test event does not change the endpoint's
     * state.
     */
    boolean isTest() {
        return type == WebhookType.TEST;
    }

    @Override
    public String toString() {
        return "Claimed[" + id + "]";
    }
}
