package id.kezbek.payouts.providers.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The technical result of a call, before its content is interpreted. */
public sealed interface Reply {

    record Answered(int status, String body) implements Reply {

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The JSON object of a successful response; empty if there is none. */
        public Optional<JsonNode> object() {
            return isSuccess() ? Json.object(body) : Optional.empty();
        }

        /** The JSON of the response, whatever its status; empty if there is none. */
        public Optional<JsonNode> json() {
            return Json.parsed(body);
        }
    }

    /** Nothing was sent to the provider. */
    record NotSent(String reason) implements Reply {}

    /** The call may have been sent, and no response was received. */
    record Lost(String reason) implements Reply {}
}
