package id.kezbek.startup.vault;

import id.kezbek.startup.configuration.FlatJson;
import id.kezbek.startup.configuration.RemoteServer;
import id.kezbek.startup.configuration.RemoteServer.Answer;
import id.kezbek.startup.configuration.RemoteServer.Unreachable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls Vault: four operations of version 1 of its HTTP API. */
public final class Vault implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** A log-in: the token and the token's remaining lifetime, which is zero if the token does not expire. */
    record Login(String token, Duration timeToLive, boolean isRenewable) {

        @Override
        public String toString() {
            return "Login[" + timeToLive + "]";
        }
    }

    /** The reason why Vault provided no settings. The message is for the operator. */
    static final class NotGiven extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean isRefusal;

        NotGiven(String why, boolean isRefusal) {
            super(why, null, false, false);
            this.isRefusal = isRefusal;
        }

        String why() {
            return Objects.requireNonNull(getMessage());
        }

        /** Whether Vault was available and refused the request. A retry of the same request then does not help. */
        boolean isRefusal() {
            return isRefusal;
        }
    }

    private final VaultSettings settings;
    private final RemoteServer server;

    /** @throws IllegalArgumentException if the settings contain no URL or an unusable file */
    Vault(VaultSettings settings) {
        this.settings = settings;
        Map<String, String> headers = settings.namespace().isBlank()
                ? Map.of("X-Vault-Request", "true")
                : Map.of(
                        "X-Vault-Request",
                        "true",
                        "X-Vault-Namespace",
                        settings.namespace().strip());
        try {
            this.server = new RemoteServer(
                    Objects.requireNonNull(settings.url(), "cezbek.vault.url is not set"), headers, settings.caFile());
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(VaultSettings.PREFIX + ".ca-file " + unusable.getMessage(), unusable);
        }
    }

    Login logIn() throws NotGiven {
        return switch (settings.auth()) {
            case TOKEN -> ownToken(Objects.requireNonNull(settings.token()));
            case KUBERNETES -> serviceAccount();
        };
    }

    private Login ownToken(String token) throws NotGiven {
        Answer answer = ask("GET", "/v1/auth/token/lookup-self", "", token);
        JsonNode data = require(answer, "it rejects the token; set another one in cezbek.vault.token")
                .path("data");
        return new Login(
                token,
                Duration.ofSeconds(data.path("ttl").asLong(0)),
                data.path("renewable").asBoolean(false));
    }

    private Login serviceAccount() throws NotGiven {
        String body = JSON.writeValueAsString(Map.of("role", settings.role(), "jwt", jwt()));
        Answer answer = ask("POST", "/v1/auth/" + settings.kubernetesMount() + "/login", body, "");
        return login(require(
                answer,
                "it does not permit this service account to use the role " + settings.role()
                        + "; check cezbek.vault.role and the role's bound service accounts and namespaces"));
    }

    private String jwt() throws NotGiven {
        try {
            return Files.readString(settings.jwtFile(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new NotGiven(
                    "the service account's token " + settings.jwtFile()
                            + " cannot be read; mount it, or correct cezbek.vault.jwt-file",
                    true);
        }
    }

    /** Extends the lifetime of a log-in's token. */
    Login renew(Login login) throws NotGiven {
        Answer answer = ask("POST", "/v1/auth/token/renew-self", "{}", login.token());
        return login(require(answer, "it does not renew the token"));
    }

    private static Login login(JsonNode answered) {
        JsonNode auth = answered.path("auth");
        return new Login(
                auth.path("client_token").asString(),
                Duration.ofSeconds(auth.path("lease_duration").asLong(0)),
                auth.path("renewable").asBoolean(false));
    }

    /** Reads the entry's members as settings. */
    Map<String, String> read(Login login) throws NotGiven {
        String entry = settings.mount() + "/data/" + settings.path();
        Answer answer = ask("GET", "/v1/" + entry, "", login.token());
        if (answer.status() == 404) {
            throw new NotGiven(
                    "it has no entry at " + settings.mount() + "/" + settings.path()
                            + "; create it (key-value store, version 2), or correct cezbek.vault.mount and path",
                    true);
        }
        JsonNode data = require(answer, "its policies do not permit the engine to read " + entry)
                .path("data")
                .path("data");
        if (!data.isObject()) {
            throw new NotGiven("its " + entry + " is not an entry of a key-value store, version 2", true);
        }
        try {
            return FlatJson.flat(data);
        } catch (IllegalArgumentException unusable) {
            throw new NotGiven("its " + settings.path() + " cannot be used: " + unusable.getMessage(), true);
        }
    }

    private Answer ask(String method, String path, String body, String token) throws NotGiven {
        Map<String, String> headers = token.isEmpty() ? Map.of() : Map.of("X-Vault-Token", token);
        try {
            return method.equals("GET")
                    ? server.get(path, headers, settings.timeout())
                    : server.send(method, path, body, headers, settings.timeout());
        } catch (Unreachable away) {
            throw new NotGiven(String.valueOf(away.getMessage()), false);
        }
    }

    private static JsonNode require(Answer answer, String otherwise) throws NotGiven {
        switch (answer.status()) {
            case 200 -> {
                return json(answer);
            }
            case 400, 401, 403, 404 -> throw new NotGiven(otherwise, true);
            case 503 -> throw new NotGiven("it is sealed or has no active server; unseal it", false);
            default -> throw new NotGiven("it responded with status " + answer.status(), false);
        }
    }

    private static JsonNode json(Answer answer) throws NotGiven {
        try {
            return Objects.requireNonNullElse(JSON.readTree(answer.body()), MissingNode.getInstance());
        } catch (JacksonException garbled) {
            throw new NotGiven("its response is not JSON; check that cezbek.vault.url is Vault's address", false);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
