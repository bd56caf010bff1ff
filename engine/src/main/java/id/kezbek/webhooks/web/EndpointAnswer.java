package id.kezbek.webhooks.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.kezbek.shared.Ids;
import id.kezbek.webhooks.endpoints.ChangeEndpoints;
import id.kezbek.webhooks.endpoints.Endpoint;
import id.kezbek.webhooks.events.WebhookType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in API v2.
 *
 * @param partner the partner's code
 * @param types the types of events; empty for all types
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointAnswer(
        String id,
        String partner,
        String url,
        String description,
        List<String> types,
        String state,
        @JsonProperty("disabled_why") Endpoint.@Nullable DisabledWhy disabledWhy,
        @JsonProperty("failing_since") @Nullable Instant failingSince,
        @JsonProperty("former_secret_until") @Nullable Instant formerSecretUntil,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("changed_at") Instant changedAt) {

    /**
     * An endpoint with its new secret, in the only response that shows the secret. {@code toString} hides the secret.
     */
    record WithSecret(@JsonUnwrapped EndpointAnswer endpoint, String secret) {

        static WithSecret of(ChangeEndpoints.WithSecret created, String partner) {
            return new WithSecret(
                    EndpointAnswer.of(created.endpoint(), partner),
                    created.secret().text());
        }

        @Override
        public String toString() {
            return "WithSecret[hidden]";
        }
    }

    static EndpointAnswer of(Endpoint endpoint, String partner) {
        return new EndpointAnswer(
                Ids.text(endpoint.id()),
                partner,
                endpoint.url(),
                endpoint.description(),
                endpoint.types().stream().map(WebhookType::text).toList(),
                endpoint.isActive() ? "ACTIVE" : "DISABLED",
                endpoint.disabledWhy(),
                endpoint.failingSince(),
                endpoint.formerUntil(),
                endpoint.createdAt(),
                endpoint.changedAt());
    }
}
