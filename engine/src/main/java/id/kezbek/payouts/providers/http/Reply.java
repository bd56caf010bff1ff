package id.kezbek.payouts.providers.http;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The technical result of a call, before its content is interpreted. */
public sealed interface Reply {

    /**
     * A response.
     *
     * @param retryAfter how long the provider asks to wait; only with status 429
     */
    record Answered(int status, String body, Optional<Duration> retryAfter) implements Reply {

        public Answered(int status, String body) {
            this(status, body, Optional.empty());
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The JSON object of a successful response; empty if there is none. */
        public Optional<JsonNode> object() {
            return isSuccess() ? Json.object(body) : Optional.empty();
        }

        /** The JSON of the response with any status; empty if the body is not JSON. */
        public Optional<JsonNode> json() {
            return Json.parsed(body);
        }
    }

    /** Nothing was sent to the provider. */
    record NotSent(String reason) implements Reply {}

    /** The call may have been sent, and no response was received. */
    record Lost(String reason) implements Reply {}
}
