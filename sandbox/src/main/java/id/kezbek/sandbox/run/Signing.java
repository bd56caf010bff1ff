package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs a partner's log-in for version 1 of the API, and creates a curl command for it. */
public final class Signing {

    private static final String ALGORITHM = "HmacSHA256";

    private Signing() {}

    /**
     * The data to sign.
     *
     * @param code the partner's code, in upper or lower case
     */
    record LogIn(String baseUrl, String code, String key, String secret, Instant time) {

        LogIn at(String otherUrl) {
            return new LogIn(otherUrl, code, key, secret, time);
        }

        @Override
        public String toString() {
            return "LogIn[" + code + "]";
        }
    }

    /** A log-in of a partner in the sandbox file. */
    static LogIn seeded(Path sandboxFile, String code, Instant time) {
        if (!Files.exists(sandboxFile)) {
            throw new CannotStart(sandboxFile + " does not exist yet; start ./cezbek up first");
        }
        JsonNode sandbox = JsonMapper.shared().readTree(sandboxFile);
        JsonNode partner = partner(sandbox, code.toUpperCase(Locale.ROOT));
        return new LogIn(
                sandbox.path("base_url").asString(),
                partner.path("code").asString(),
                partner.path("api_key").asString(),
                partner.path("api_secret").asString(),
                time);
    }

    /**
     * The signature as a comment, followed by the curl command. The whole text is valid in a shell. The engine accepts
     * the signature for a few minutes.
     */
    static String logIn(LogIn logIn) {
        long seconds = logIn.time().getEpochSecond();
        String signature = signature("POST", logIn.code(), seconds, logIn.key(), logIn.secret());
        return """
                # x-client-signature %s
                curl -sS -X POST %s/api/v1/authorization/client \\
                  -H 'content-type: application/json' \\
                  -H 'x-client-channel: B2BCLIENT' \\
                  -H 'x-client-os: linux' \\
                  -H 'x-client-device: curl' \\
                  -H 'x-client-version: 1.0' \\
                  -H 'x-api-key: %s' \\
                  -H 'x-client-timestamp: %d' \\
                  -H 'x-client-signature: %s' \\
                  -d '{"code":"%s"}'""".formatted(signature, logIn.baseUrl(), logIn.key(), seconds, signature, logIn.code());
    }

    private static JsonNode partner(JsonNode sandbox, String code) {
        JsonNode partners = sandbox.path("partners");
        return partners.valueStream()
                .filter(partner -> partner.path("code").asString().equals(code))
                .findFirst()
                .orElseThrow(() -> new CannotStart("no partner '" + code + "' in the sandbox; the partners are "
                        + partners.valueStream()
                                .map(partner -> partner.path("code").asString())
                                .collect(Collectors.joining(", "))));
    }

    static String signature(String method, String code, long seconds, String key, String secret) {
        String signed = method.toUpperCase(Locale.ROOT) + ":" + code.toUpperCase(Locale.ROOT) + ":" + seconds + ":"
                + key.toUpperCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
        }
    }
}
