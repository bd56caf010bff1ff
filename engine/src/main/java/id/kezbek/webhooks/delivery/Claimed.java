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
 * @param triesLeft how many attempts may still fail, including this one
 * @param secrets the secrets that sign
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

    /** A test event shows an answer; its result does not affect the endpoint's state, except 410. */
    boolean isTest() {
        return type == WebhookType.TEST;
    }

    @Override
    public String toString() {
        return "Claimed[" + id + "]";
    }
}
