package id.kezbek.shared.web.reading;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer} (RFC 7240). Unknown or unreadable preferences are ignored, as the RFC requires. */
public final class Prefer {

    public static final String HEADER = "Prefer";
    public static final String APPLIED = "Preference-Applied";

    private static final Pattern WAIT =
            Pattern.compile("\\s*wait\\s*=\\s*(\"?)([0-9]{1,9})\\1\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private Prefer() {}

    /**
     * How long the caller wants to wait for the result; empty if the caller does not want to wait.
     *
     * @param headers the header's values, each with one or more preferences
     * @param longest the maximum wait that is granted
     */
    public static Optional<Duration> wait(@Nullable List<String> headers, Duration longest) {
        if (headers == null) {
            return Optional.empty();
        }
        return headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(wait -> Duration.ofSeconds(Long.parseLong(wait.group(2))))
                // If a preference is repeated, the first one is used.
                .findFirst()
                .filter(Duration::isPositive)
                .map(wait -> wait.compareTo(longest) > 0 ? longest : wait);
    }

    /** The value of the response header, with the wait that the engine granted. */
    public static String waited(Duration granted) {
        return "wait=" + granted.toSeconds();
    }
}
