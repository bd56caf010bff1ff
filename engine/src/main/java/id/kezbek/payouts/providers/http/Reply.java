package id.kezbek.payouts.providers.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a call ended, before anybody has read what it says. */
public sealed interface Reply {

    record Answered(int status, String body) implements Reply {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The JSON object of a success; empty where it is none. */
        public Optional<JsonNode> object() {
            return isSuccess() ? Json.object(body) : Optional.empty();
        }
    }

    /** Nothing was written to the provider. */
    record NotSent(String reason) implements Reply {}

    /** Something may have been written, and no answer came. */
    record Lost(String reason) implements Reply {}
}
