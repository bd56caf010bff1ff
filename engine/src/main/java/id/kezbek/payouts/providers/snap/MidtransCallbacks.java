package id.kezbek.payouts.providers.snap;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackScheme;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Midtrans' notifications of payouts. The signature header contains the SHA-512 of the body followed by the merchant
 * key. The time in the body is the time of the payout's last change.
 */
final class MidtransCallbacks implements CallbackScheme {

    private static final int BYTES_MAX = 16 * 1024;
    private static final Duration MAX_AGE = Duration.ofHours(48);

    @Override
    public String header() {
        return "Iris-Signature";
    }

    @Override
    public boolean proves(String secret, String given, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(body);
            byte[] due = HexFormat.of()
                    .formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)))
                    .getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(due, given.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-512", e);
        }
    }

    @Override
    public int maxBytes() {
        return BYTES_MAX;
    }

    @Override
    public Optional<Duration> maxAge() {
        return Optional.of(MAX_AGE);
    }

    @Override
    public Callback read(byte[] body) {
        JsonNode json = Json.parsed(new String(body, StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .orElseThrow(unreadable("the body must be a JSON object"));
        String reference = Json.text(json, "partner_reference_no")
                .orElseThrow(unreadable("partner_reference_no must be the reference of an order"));
        Money amount = Json.amount(json, "amount")
                .filter(Money::isPositive)
                .orElseThrow(unreadable("amount must be above zero, with at most two decimals"));
        Instant at = Json.text(json, "updated_at")
                .flatMap(MidtransCallbacks::instant)
                .orElseThrow(unreadable("updated_at must be a time, for example 2026-11-22T05:00:00Z"));
        return new Callback(reference, status(Json.text(json, "status").orElse("")), amount, at);
    }

    private static Callback.Status status(String word) {
        return switch (word) {
            case "completed" -> Callback.Status.SUCCESS;
            case "failed", "rejected" -> Callback.Status.FAILED;
            case "queued", "approved", "processed" -> Callback.Status.PENDING;
            default -> throw unreadable("status must be the status of a payout").get();
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Supplier<Refusal> unreadable(String what) {
        return () -> new Refusal(ErrorCode.BAD_PAYLOAD, what);
    }
}
