package id.kezbek.access.web;

import id.kezbek.partners.Onboarded;
import id.kezbek.shared.security.Digests;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A partner's system that signs in with its credential. */
record SignIns(EngineUnderTest engine) {

    Answer signIn(Onboarded partner) {
        return call(partner, signature -> signature);
    }

    /** @param spelling the form of the signature */
    Answer call(Onboarded partner, UnaryOperator<String> spelling) {
        return call(partner, engine.clock().instant().getEpochSecond(), spelling);
    }

    /** @param seconds the time that is signed */
    Answer call(Onboarded partner, long seconds, UnaryOperator<String> spelling) {
        String code = partner.partner().code();
        String key = partner.credential().apiKey();
        String message = "POST:" + code + ":" + seconds + ":" + key.toUpperCase(Locale.ROOT);
        byte[] secret = partner.credential().apiSecret().getBytes(StandardCharsets.UTF_8);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri("/api/v1/authorization/client"))
                    .header("x-client-channel", "B2BCLIENT")
                    .header("x-api-key", key)
                    .header("x-client-timestamp", Long.toString(seconds))
                    .header(
                            "x-client-signature",
                            spelling.apply(HexFormat.of().formatHex(Digests.hmacSha256(secret, message))))
                    .post("{\"code\":\"" + code + "\"}")
                    .by(client);
        }
    }
}
