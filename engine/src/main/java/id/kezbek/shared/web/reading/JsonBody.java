package id.kezbek.shared.web.reading;

import id.kezbek.shared.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses untrusted bodies as JSON objects. */
final class JsonBody {

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonBody() {}

    /** @throws Refusal BAD_PAYLOAD if the body is not a JSON object */
    static JsonNode parse(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw Refusal.badField("body", "is empty; send a JSON object");
        }
        if (isWiderThanUtf8(body) || !isUtf8(body)) {
            throw Refusal.badField("body", "must be JSON in UTF-8");
        }
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JacksonException broken) {
            throw Refusal.badField("body", whereBroken(broken));
        } catch (NumberFormatException beyondAnyNumber) {
            // The parser throws this for an exponent that BigDecimal cannot represent, for example 1e99999999999.
            throw Refusal.badField("body", "has a number that is too large or too small");
        }
        if (!node.isObject()) {
            throw Refusal.badField("body", "must be a JSON object");
        }
        return node;
    }

    /**
     * Whether the body is UTF-16 or UTF-32. The parser would accept both, but JSON must be UTF-8 (RFC 8259). All
     * parsers that a request passes must understand its body in the same way.
     */
    private static boolean isWiderThanUtf8(byte[] body) {
        byte first = body[0];
        return first == 0 || first == (byte) 0xFE || first == (byte) 0xFF || (body.length > 1 && body[1] == 0);
    }

    /**
     * Whether the body is valid UTF-8. The parser accepts overlong UTF-8, but all parsers that a request passes must
     * understand its body in the same way.
     */
    private static boolean isUtf8(byte[] body) {
        if (isAscii(body)) {
            return true;
        }
        try {
            CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static boolean isAscii(byte[] body) {
        for (byte each : body) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static String whereBroken(JacksonException broken) {
        var at = broken.getLocation();
        return at == null
                ? "is not readable JSON"
                : "is not readable JSON (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
