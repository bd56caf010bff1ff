package id.kezbek.payouts.providers.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;

/** The wait that a provider asks for after too many calls. */
final class RetryAfter {

    /** The standard header, and the header that Xendit sends. */
    private static final String[] HEADERS = {"Retry-After", "Rate-Limit-Reset"};

    /** A longer pause would hold payouts for hours because of one response. */
    private static final Duration MOST = Duration.ofMinutes(10);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** The wait from a response with status 429, at most ten minutes; empty if there is no readable value. */
    static Optional<Duration> of(HttpResponse response, Clock clock) {
        if (response.getCode() != HttpStatus.SC_TOO_MANY_REQUESTS) {
            return Optional.empty();
        }
        return Stream.of(HEADERS)
                .map(response::getFirstHeader)
                .flatMap(Stream::ofNullable)
                .map(Header::getValue)
                .map(value -> wait(value.strip(), clock))
                .flatMap(Optional::stream)
                .map(wait -> wait.compareTo(MOST) > 0 ? MOST : wait)
                .findFirst();
    }

    private static Optional<Duration> wait(String value, Clock clock) {
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), at)).filter(Duration::isPositive);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
