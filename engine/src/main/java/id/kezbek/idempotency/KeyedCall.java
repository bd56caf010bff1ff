package id.kezbek.idempotency;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.RequestPath;
import id.kezbek.shared.web.reading.OneHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request with an idempotency key.
 *
 * @param owner a digest of the key's owner. This digest must not be stored, because the digest of an e-mail address can
 *     be guessed (see {@link FirstAnswers})
 * @param fingerprint a digest of method, path, query and body
 * @param body the body that was read for the fingerprint
 */
record KeyedCall(String owner, String key, byte[] fingerprint, byte[] body) {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /** @throws Refusal BAD_PAYLOAD if the key is missing or malformed */
    static KeyedCall read(HttpServletRequest request) throws IOException {
        String key = OneHeader.of(request, HEADER);
        if (key == null || !KEY.matcher(key).matches()) {
            throw Refusal.badField(
                    HEADER,
                    "is required: 1 to 100 visible ASCII characters. Use a new key for each action, and the same key to"
                            + " repeat an action");
        }
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "unauthorized");
        }
        byte[] body = request.getInputStream().readAllBytes();
        return new KeyedCall(owner(caller), key, fingerprint(request, body), body);
    }

    /** The name of the lock, from owner and key. Engines of the previous version use the same name. */
    String name() {
        return owner + "/" + key;
    }

    private static String owner(Caller caller) {
        String kind = caller.role() == Role.PARTNER ? "partner " : "person ";
        String subject = caller.subject().toLowerCase(Locale.ROOT);
        return HexFormat.of().formatHex(Digests.sha256(kind + subject));
    }

    private static byte[] fingerprint(HttpServletRequest request, byte[] body) throws IOException {
        ByteArrayOutputStream asked = new ByteArrayOutputStream(body.length + 128);
        try (DataOutputStream out = new DataOutputStream(asked)) {
            out.writeUTF(request.getMethod());
            out.writeUTF(RequestPath.of(request));
            out.writeUTF(textOf(request.getQueryString()));
            out.write(body);
        }
        return Digests.sha256(asked.toByteArray());
    }

    private static String textOf(@Nullable String query) {
        return Objects.requireNonNullElse(query, "");
    }

    @Override
    public String toString() {
        return "KeyedCall[" + key + "]";
    }
}
