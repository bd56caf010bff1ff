package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.provider.PayoutProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for one provider, {@code cezbek.providers.<name>.*}. Without a base URL the provider is not configured
 * and never a candidate.
 *
 * @param baseUrl scheme, host, port and, if needed, a path prefix
 * @param apiKey the API key, if the provider uses one
 * @param username the user name or e-mail address, if the provider uses user and password
 * @param password the password of that user
 * @param timeout the timeout of a request; 5 s
 * @param connectTimeout the maximum time to open a connection; 2 s
 * @param tokenTtl how long a token is used if the provider does not send its expiry; 10 min
 * @param visibilityWindow how long the provider may deny an order that it has accepted; 10 s
 * @param concurrencyLimit the maximum number of orders at the same time from one process; 128
 * @param slowCall a request that takes longer counts as slow; 3 s
 * @param slowCallPercent the percentage of slow requests that opens the circuit breaker; 80
 * @param successWords words in a response that mean that the order was paid; empty for the provider's usual words
 * @param failureWords words in a response that prove that the provider did not pay; empty for the provider's usual
 *     words
 * @param inquirySchedule the waits between inquiries about an unknown attempt; empty for the engine's schedule
 * @param paidChecks the waits before the checks of a paid order, for a provider that may take a payment back later; no
 *     checks if empty; without this setting, the provider's usual waits apply
 * @param callbackSecret the key that verifies the provider's callbacks; without it callbacks are refused
 * @param ordersPerMinute the maximum number of orders per minute from all processes together; 0 for no limit
 * @param inquiriesPerMinute the maximum number of inquiries per minute from all processes together; 0 for no limit
 * @param accountInquiry whether the engine asks before each order if the customer's account exists; only for providers
 *     that answer this question; false
 * @param endsWithin how long the provider may take to finish an accepted order before staff are alerted; 1 h
 */
public record ProviderSettings(
        @Nullable URI baseUrl,
        @Nullable String apiKey,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10m") Duration tokenTtl,
        @DefaultValue("10s") Duration visibilityWindow,
        @DefaultValue("128") int concurrencyLimit,
        @DefaultValue("3s") Duration slowCall,
        @DefaultValue("80") int slowCallPercent,
        @DefaultValue Set<String> successWords,
        @DefaultValue Set<String> failureWords,
        @DefaultValue List<Duration> inquirySchedule,
        @Nullable List<Duration> paidChecks,
        @Nullable String callbackSecret,
        @DefaultValue("0") int ordersPerMinute,
        @DefaultValue("0") int inquiriesPerMinute,
        @DefaultValue("false") boolean accountInquiry,
        @DefaultValue("1h") Duration endsWithin) {

    private static final int MAX_CONCURRENCY = 10_000;
    private static final int MAX_INQUIRY_STEPS = 20;
    private static final int MAX_PAID_CHECKS = 10;
    private static final int MIN_CALLBACK_SECRET = 16;
    private static final int MAX_PER_MINUTE = 1_000_000;

    public ProviderSettings {
        baseUrl = baseUrl == null || baseUrl.toString().isBlank() ? null : baseUrl;
        callbackSecret = callbackSecret == null || callbackSecret.isBlank() ? null : callbackSecret;
        successWords = Set.copyOf(successWords);
        failureWords = Set.copyOf(failureWords);
        inquirySchedule = List.copyOf(inquirySchedule);
        paidChecks = paidChecks == null ? null : List.copyOf(paidChecks);
    }

    /**
     * Checks every value, so that a wrong setting prevents the start instead of failing the first payout.
     *
     * @param name the provider's name in the settings
     * @throws IllegalArgumentException with the wrong setting and its allowed values
     */
    public void requireSensible(String name) {
        requirePositive(name, "timeout", timeout);
        requirePositive(name, "connect-timeout", connectTimeout);
        requirePositive(name, "token-ttl", tokenTtl);
        requirePositive(name, "slow-call", slowCall);
        require(
                !visibilityWindow.isNegative(),
                name,
                "visibility-window must not be below zero; it is the time during which a provider may deny an order that it has accepted");
        require(slowCallPercent >= 1 && slowCallPercent <= 100, name, "slow-call-percent must be between 1 and 100");
        require(
                concurrencyLimit >= 1 && concurrencyLimit <= MAX_CONCURRENCY,
                name,
                "concurrency-limit must be between 1 and " + MAX_CONCURRENCY);
        require(
                inquirySchedule.size() <= MAX_INQUIRY_STEPS
                        && inquirySchedule.stream().allMatch(Duration::isPositive),
                name,
                "inquiry-schedule must list at most " + MAX_INQUIRY_STEPS
                        + " waits above zero, for example 10s,30s,1m");
        List<Duration> checks = paidChecksOr(List.of());
        require(
                checks.size() <= MAX_PAID_CHECKS && checks.stream().allMatch(Duration::isPositive),
                name,
                "paid-checks must list at most " + MAX_PAID_CHECKS + " waits above zero, for example 1d,6d");
        require(
                callbackSecret == null || callbackSecret.length() >= MIN_CALLBACK_SECRET,
                name,
                "callback-secret must have at least " + MIN_CALLBACK_SECRET + " characters");
        require(
                ordersPerMinute >= 0 && ordersPerMinute <= MAX_PER_MINUTE,
                name,
                "orders-per-minute must be between 1 and " + MAX_PER_MINUTE + ", or 0 for no limit");
        require(
                inquiriesPerMinute >= 0 && inquiriesPerMinute <= MAX_PER_MINUTE,
                name,
                "inquiries-per-minute must be between 1 and " + MAX_PER_MINUTE + ", or 0 for no limit");
        requirePositive(name, "ends-within", endsWithin);
        require(
                successWords.stream().noneMatch(failureWords::contains),
                name,
                "success-words and failure-words must not share a word");
    }

    public boolean isConfigured() {
        return baseUrl != null;
    }

    /** The base URL. Throws an exception if the base URL is missing or invalid. */
    public URI requiredBaseUrl(String name) {
        URI url = baseUrl;
        if (url == null || !isHttp(url)) {
            throw new IllegalArgumentException(
                    "cezbek.providers." + name + ".base-url must be a URL, for example https://host:port");
        }
        return url;
    }

    public PayoutProvider.Capabilities capabilities(boolean hasInquiry, boolean knowsReferences) {
        return new PayoutProvider.Capabilities(
                hasInquiry,
                knowsReferences,
                timeout,
                visibilityWindow,
                concurrencyLimit,
                inquirySchedule,
                paidChecksOr(List.of()),
                Optional.empty(),
                endsWithin,
                ordersPerMinute == 0 ? OptionalInt.empty() : OptionalInt.of(ordersPerMinute));
    }

    /** The late checks of paid orders. */
    public List<Duration> paidChecksOr(List<Duration> usual) {
        return paidChecks == null ? usual : paidChecks;
    }

    public Words wordsOr(Set<String> usualSuccess, Set<String> usualFailure) {
        return new Words(
                successWords.isEmpty() ? usualSuccess : successWords,
                failureWords.isEmpty() ? usualFailure : failureWords);
    }

    /**
     * A required credential.
     *
     * @throws IllegalArgumentException with the setting's name if the credential is missing
     */
    public static String required(String name, String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("cezbek.providers." + name + "." + property
                    + " is missing; set it, or remove cezbek.providers." + name + ".base-url");
        }
        return value;
    }

    /** The text does not contain credentials, so that the settings can be logged. */
    @Override
    public String toString() {
        return "ProviderSettings[baseUrl=" + baseUrl + ", timeout=" + timeout + "]";
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }

    private static void requirePositive(String name, String property, Duration value) {
        require(value.isPositive(), name, property + " must be above zero, for example 5s");
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new IllegalArgumentException("cezbek.providers." + name + "." + what);
        }
    }
}
