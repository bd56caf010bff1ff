package id.kezbek.payouts.callback;

import id.kezbek.shared.security.Digests;
import id.kezbek.shared.web.reading.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The engine's own scheme: {@code X-Signature} is the HMAC-SHA256 of the raw body, in lower-case hex. */
public final class SignedCallbacks implements CallbackScheme {

    /** A typical callback has about 150 bytes. */
    private static final int BYTES_MAX = 4 * 1024;

    private static final int EXTERNAL_ID_MAX = 64;
    private static final int WORD_MAX = 20;
    private static final int INSTANT_MAX = 40;

    @Override
    public String header() {
        return "X-Signature";
    }

    @Override
    public boolean proves(String secret, String given, byte[] body) {
        byte[] due = Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), body);
        byte[] dueText = HexFormat.of().formatHex(due).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(dueText, given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int maxBytes() {
        return BYTES_MAX;
    }

    @Override
    public Optional<Duration> maxAge() {
        return Optional.empty();
    }

    @Override
    public Callback read(byte[] body) {
        return Fields.read(
                body,
                fields -> new Callback(
                        fields.text("external_id", EXTERNAL_ID_MAX),
                        status(fields),
                        fields.amount("amount"),
                        instant(fields)));
    }

    private static Callback.Status status(Fields fields) {
        String word = fields.text("status", WORD_MAX);
        for (Callback.Status status : Callback.Status.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        fields.fault("status", "must be one of " + Arrays.toString(Callback.Status.values()));
        return Callback.Status.PENDING;
    }

    private static Instant instant(Fields fields) {
        String text = fields.text("at", INSTANT_MAX);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            fields.fault("at", "must be a time, for example 2026-11-22T05:00:00Z");
            return Instant.EPOCH;
        }
    }
}
