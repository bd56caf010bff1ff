package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.Credential;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A credential with its secret. No other response shows the secret. {@code toString} hides the secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SecretAnswer(
        @Nullable String id,
        @JsonProperty("api_key") String apiKey,
        @JsonProperty("api_secret") String apiSecret,
        @JsonProperty("created_at") Instant createdAt) {

    static SecretAnswer of(@Nullable String id, Credential credential, Instant createdAt) {
        return new SecretAnswer(id, credential.apiKey(), credential.apiSecret(), createdAt);
    }

    @Override
    public String toString() {
        return "SecretAnswer[hidden]";
    }
}
