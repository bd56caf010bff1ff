package id.kezbek.webhooks.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.kezbek.shared.Ids;
import id.kezbek.webhooks.delivery.DeliveryLog;
import id.kezbek.webhooks.delivery.DeliveryState;
import id.kezbek.webhooks.delivery.Failure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in API v2.
 *
 * @param url the URL of the last attempt; the endpoint's URL before the first attempt
 * @param status the HTTP status of the last attempt
 * @param failure the reason why the last attempt got no response
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryAnswer(
        String id,
        @JsonProperty("event_id") String event,
        @JsonProperty("endpoint_id") String endpoint,
        String type,
        long sequence,
        String url,
        DeliveryState state,
        int tries,
        @JsonProperty("due_at") @Nullable Instant dueAt,
        @Nullable Integer status,
        @Nullable Failure failure,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("changed_at") Instant changedAt) {

    /** A delivery with its attempts, the oldest first. */
    record WithAttempts(@JsonUnwrapped DeliveryAnswer delivery, List<AttemptAnswer> attempts) {}

    /**
     * An attempt.
     *
     * @param answer the first 1 kB of the response's body
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttemptAnswer(
            int number,
            Instant at,
            @JsonProperty("duration_millis") int millis,
            @Nullable Integer status,
            @Nullable Failure failure,
            String answer,
            String url) {

        static AttemptAnswer of(DeliveryLog.Attempt attempt) {
            return new AttemptAnswer(
                    attempt.number(),
                    attempt.at(),
                    attempt.millis(),
                    attempt.status(),
                    attempt.failure(),
                    attempt.answer(),
                    attempt.url());
        }
    }

    static DeliveryAnswer of(DeliveryLog.Line line) {
        return new DeliveryAnswer(
                Ids.text(line.id()),
                Ids.text(line.event()),
                Ids.text(line.endpoint()),
                line.type().text(),
                line.sequence(),
                line.url(),
                line.state(),
                line.tries(),
                line.dueAt(),
                line.status(),
                line.failure(),
                line.createdAt(),
                line.changedAt());
    }
}
