package id.kezbek.webhooks.delivery;

import id.kezbek.webhooks.endpoints.WebhookSecret;
import java.util.List;
import java.util.UUID;

/**
 * A delivery that this process sends.
 *
 * @param event the id of the event, which is the {@code webhook-id}
 * @param tries the number of this claim
 * @param triesLeft how many attempts may still fail, including this one
 * @param secrets the secrets that sign
 */
record Claimed(
        UUID id,
        UUID event,
        UUID endpoint,
        String url,
        String body,
        int tries,
        int triesLeft,
        List<WebhookSecret> secrets) {

    @Override
    public String toString() {
        return "Claimed[" + id + "]";
    }
}
