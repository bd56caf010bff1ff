package id.kezbek.payouts.providers.xendit;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackScheme;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Xendit's webhooks. A fixed token proves who sent the callback, but does not protect the body. That is sufficient,
 * because a callback only triggers an inquiry.
 */
final class XenditCallbacks implements CallbackScheme {

    private static final int BYTES_MAX = 16 * 1024;

    /** Xendit repeats a webhook with its original time; the last repetition comes after about 24 hours. */
    private static final Duration MAX_AGE = Duration.ofHours(48);

    private static final BigDecimal AMOUNT_MAX = new BigDecimal("1000000000000");

    @Override
    public String header() {
        return "x-callback-token";
    }

    @Override
    public boolean proves(String secret, String given, byte[] body) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
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
        JsonNode webhook = Json.parsed(new String(body, StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .orElseThrow(unreadable("the body must be a JSON object"));
        Instant created = Json.text(webhook, "created")
                .flatMap(XenditCallbacks::instant)
                .orElseThrow(unreadable("created must be a time, for example 2026-11-22T05:00:00Z"));
        JsonNode data = webhook.get("data");
        if (data == null || !data.isObject()) {
            throw unreadable("data must be a payout").get();
        }
        XenditPayout payout = XenditPayout.of(data)
                .orElseThrow(unreadable("data must have id, reference_id, status and amount of a payout"));
        return new Callback(payout.reference(), status(payout), amount(payout), created);
    }

    private static Callback.Status status(XenditPayout payout) {
        return switch (payout.standing()) {
            case InquiryAnswer.Paid paid -> Callback.Status.SUCCESS;
            case InquiryAnswer.NotPaid notPaid -> Callback.Status.FAILED;
            case InquiryAnswer.Reversed reversed -> Callback.Status.REVERSED;
            case InquiryAnswer.Pending pending -> Callback.Status.PENDING;
            case InquiryAnswer.NeverSeen neverSeen -> throw unknownStatus();
            case InquiryAnswer.NotAvailable notAvailable -> throw unknownStatus();
        };
    }

    private static Money amount(XenditPayout payout) {
        BigDecimal amount = payout.amount();
        boolean isMoney = amount.signum() > 0
                && amount.compareTo(AMOUNT_MAX) <= 0
                && amount.stripTrailingZeros().scale() <= 2;
        if (!isMoney) {
            throw unreadable("data.amount must be above zero, with at most two decimals")
                    .get();
        }
        return Money.rupiah(amount);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Refusal unknownStatus() {
        return unreadable("data.status must be the status of a payout").get();
    }

    private static Supplier<Refusal> unreadable(String what) {
        return () -> new Refusal(ErrorCode.BAD_PAYLOAD, what);
    }
}
