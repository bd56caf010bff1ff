package id.kezbek.payouts.providers.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The technical result of a call, before its content is read. */
public sealed interface Reply {

    record Answered(int status, String body) implements Reply {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The JSON object of a success; empty if there is none. */
        public Optional<JsonNode> object() {
            return isSuccess() ? Json.object(body) : Optional.empty();
        }
    }

    /** Nothing was sent to the provider. */
    record NotSent(String reason) implements Reply {}

    /** Something may have been sent, and no answer came. */
    record Lost(String reason) implements Reply {}
}
