package id.kezbek.payouts.providers.xendit;

import id.kezbek.payouts.provider.RefusalKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Xendit's codes as data. A code that is not listed proves nothing. */
final class XenditCodes {

    /** The meaning of a code. */
    record Meaning(RefusalKind kind, Duration retryAfter) {}

    /** The window of Xendit's rate limit. */
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    /** When the channel of a wallet is disturbed, the disturbance lasts minutes, not seconds. */
    private static final Duration CHANNEL_WAIT = Duration.ofMinutes(1);

    /** Only codes are copied to logs, because free text may contain a phone number or a name. */
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,40}");

    /**
     * The error codes which prove that no payout was created. DUPLICATE_ERROR is deliberately missing: a payout with
     * this key exists, and only an inquiry shows its result.
     */
    private static final Map<String, Meaning> NOT_CREATED = table(
            Map.entry("API_VALIDATION_ERROR", RefusalKind.UNSPECIFIED),
            Map.entry("INVALID_JSON_FORMAT", RefusalKind.CONFIGURATION),
            Map.entry("CHANNEL_CODE_NOT_SUPPORTED", RefusalKind.CONFIGURATION),
            Map.entry("CHANNEL_CODE_NOT_SUPPORTED_ERROR", RefusalKind.CONFIGURATION),
            Map.entry("RECIPIENT_ACCOUNT_NUMBER_ERROR", RefusalKind.DESTINATION),
            Map.entry("RECIPIENT_AMOUNT_ERROR", RefusalKind.UNSPECIFIED),
            Map.entry("MINIMUM_TRANSFER_LIMIT_ERROR", RefusalKind.UNSPECIFIED),
            Map.entry("MAXIMUM_TRANSFER_LIMIT_ERROR", RefusalKind.UNSPECIFIED),
            Map.entry("AMOUNT_INCREMENT_NOT_SUPPORTED", RefusalKind.UNSPECIFIED),
            Map.entry("REQUEST_FORBIDDEN_ERROR", RefusalKind.CONFIGURATION),
            Map.entry("INVALID_API_KEY", RefusalKind.CONFIGURATION),
            Map.entry("RATE_LIMIT_EXCEEDED", RefusalKind.TEMPORARY));

    /** The failure codes of a payout that was created but not paid. */
    private static final Map<String, Meaning> FAILED = table(
            Map.entry("INSUFFICIENT_BALANCE", RefusalKind.FLOAT_SHORT),
            Map.entry("TEMPORARY_TRANSFER_ERROR", RefusalKind.TEMPORARY),
            Map.entry("REJECTED_BY_CHANNEL", RefusalKind.TEMPORARY),
            Map.entry("INVALID_DESTINATION", RefusalKind.DESTINATION),
            Map.entry("ACCOUNT_NAME_MISMATCH", RefusalKind.DESTINATION),
            Map.entry("DESTINATION_MAXIMUM_LIMIT", RefusalKind.CUSTOMER_LIMIT),
            Map.entry("TRANSFER_ERROR", RefusalKind.UNSPECIFIED));

    private static final Meaning UNSPECIFIED = new Meaning(RefusalKind.UNSPECIFIED, Duration.ZERO);

    private XenditCodes() {}

    /** The meaning of an error code in a 4xx response. Empty if the code does not prove that no payout was created. */
    static Optional<Meaning> notCreated(String code) {
        return Optional.ofNullable(NOT_CREATED.get(code));
    }

    /** The meaning of a failure code. The payout's status alone already proves that the payout failed. */
    static Meaning failed(String code) {
        return FAILED.getOrDefault(code, UNSPECIFIED);
    }

    /** The code as a reason for staff and logs. */
    static String reason(String code) {
        return CODE.matcher(code).matches() ? code : "UNREADABLE_CODE";
    }

    @SafeVarargs
    private static Map<String, Meaning> table(Map.Entry<String, RefusalKind>... kinds) {
        return Stream.of(kinds)
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, kind -> new Meaning(kind.getValue(), retryAfter(kind.getKey()))));
    }

    private static Duration retryAfter(String code) {
        return switch (code) {
            case "RATE_LIMIT_EXCEEDED" -> RATE_WINDOW;
            case "TEMPORARY_TRANSFER_ERROR", "REJECTED_BY_CHANNEL" -> CHANNEL_WAIT;
            default -> Duration.ZERO;
        };
    }
}
