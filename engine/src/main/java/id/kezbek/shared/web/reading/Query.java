package id.kezbek.shared.web.reading;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import id.kezbek.shared.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Turns query parameters into checked values, as {@link Fields} does with bodies. The class collects all errors before
 * it refuses the request. The class also refuses unknown and repeated parameters.
 */
public final class Query {

    public static final int LIMIT_MAX = 200;
    public static final int LIMIT_DEFAULT = 50;

    private static final String TIME_EXPECTED =
            "must be a time, for example 2026-07-01T00:00:00Z (write + as %2B), or a Jakarta date, for example 2026-07-01";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");

    private final MultiValueMap<String, String> parameters;
    private final FaultList errors = new FaultList();
    private final Set<String> asked = new HashSet<>();

    private Query(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The parameters of a page that the engine itself requests. */
    private static final class OwnPage extends LinkedMultiValueMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final int rows;

        private OwnPage(MultiValueMap<String, String> filters, int rows) {
            super(filters);
            this.rows = rows;
        }
    }

    /**
     * The parameters of an export's next page. Such a page may be larger than a page that a caller requests.
     *
     * @param filters the caller's parameters, without {@code limit} and {@code cursor}
     * @param cursor from the previous page; null for the first page
     */
    public static MultiValueMap<String, String> ownPage(
            MultiValueMap<String, String> filters, int rows, @Nullable String cursor) {
        OwnPage page = new OwnPage(filters, rows);
        if (cursor != null) {
            page.set("cursor", cursor);
        }
        return page;
    }

    /** @throws Refusal BAD_PAYLOAD with every wrong parameter */
    public static <T> T read(MultiValueMap<String, String> parameters, Function<Query, T> reader) {
        Query query = new Query(parameters);
        T value = reader.apply(query);
        query.refuseOthersThanAsked();
        if (!query.errors.isEmpty()) {
            throw Refusal.badFields(query.errors.toList("query"));
        }
        return value;
    }

    /** Requires a request without parameters. */
    public static void readNone(MultiValueMap<String, String> parameters) {
        boolean unused = read(parameters, query -> true);
    }

    /** Whether the parameter is present, with any value. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** A text of 1 to {@code maxLength} characters without control characters. */
    public @Nullable String text(String name, int maxLength) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        if (text.indexOf(Texts.REPLACEMENT) >= 0) {
            fault(name, Texts.NOT_UTF_8);
            return null;
        }
        if (Texts.isBlank(text)
                || text.codePointCount(0, text.length()) > maxLength
                || Texts.hasControlCharacters(text)) {
            fault(name, "must have 1 to " + maxLength + " characters and no control characters");
            return null;
        }
        return Texts.composed(text);
    }

    /** Like {@link #text}, for a text that is compared with other texts, see {@link Fields#identifier}. */
    public @Nullable String identifier(String name, int maxLength) {
        String text = text(name, maxLength);
        if (text != null && Texts.hasStrayBlanks(text)) {
            fault(name, Texts.NO_STRAY_BLANKS);
            return null;
        }
        return text;
    }

    /** A mobile number in any usual notation, returned in canonical form. */
    public @Nullable Msisdn msisdn(String name) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        Optional<Msisdn> msisdn = Msisdn.parse(text);
        if (msisdn.isEmpty()) {
            fault(name, Msisdn.expected());
        }
        return msisdn.orElse(null);
    }

    /** An instant in the form of RFC 3339. A day is also accepted and means its first instant in Jakarta. */
    public @Nullable Instant instant(String name) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        Optional<Instant> instant = Times.parse(text).or(() -> Times.day(text).map(Jakarta::startOf));
        if (instant.isEmpty()) {
            fault(name, TIME_EXPECTED);
        }
        return instant.orElse(null);
    }

    /** Like {@link #instant}, but a day means its last instant in Jakarta, so that the whole day is included. */
    public @Nullable Instant instantOrEndOfDay(String name) {
        List<String> texts = parameters.get(name);
        if (texts != null && texts.size() == 1) {
            Optional<Instant> end = Times.day(texts.getFirst())
                    .map(day -> Jakarta.startOf(day.plusDays(1)).minus(1, ChronoUnit.MICROS));
            if (end.isPresent()) {
                asked.add(name);
                return end.get();
            }
        }
        return instant(name);
    }

    /** A day, for example 2026-12-01. */
    public @Nullable LocalDate day(String name) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        Optional<LocalDate> day = Times.day(text);
        if (day.isEmpty()) {
            fault(name, "must be a date, for example 2026-12-01");
        }
        return day.orElse(null);
    }

    public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        fault(name, "must be one of " + Arrays.toString(type.getEnumConstants()));
        return null;
    }

    /**
     * The object that the parameter's text identifies, for example the partner with this code. {@code reason} describes
     * valid texts.
     */
    public <T> @Nullable T found(String name, Function<String, Optional<T>> finder, String reason) {
        String text = value(name);
        if (text == null) {
            return null;
        }
        Optional<T> found = finder.apply(text);
        if (found.isEmpty()) {
            fault(name, reason);
        }
        return found.orElse(null);
    }

    public @Nullable Boolean bool(String name) {
        return found(
                name,
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                "must be true or false");
    }

    /** Like {@link #bool}; an absent parameter means false. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(bool(name));
    }

    /** The number of items of a page: {@code limit}, 1 to 200, 50 by default. */
    public int limit() {
        if (parameters instanceof OwnPage own) {
            return own.rows;
        }
        String text = value("limit");
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        int limit = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            fault("limit", "must be a whole number from 1 to " + LIMIT_MAX);
            return LIMIT_DEFAULT;
        }
        return limit;
    }

    /**
     * The start of the page: {@code cursor} from the previous page; null on the first page.
     *
     * @param listing the name in this list's cursors
     * @param reader turns the cursor's texts into a position; any exception means an invalid cursor
     */
    public <T> @Nullable T after(String listing, Function<List<String>, T> reader) {
        String text = value("cursor");
        if (text == null) {
            return null;
        }
        Optional<Cursor> cursor = Cursor.parse(listing, text);
        if (cursor.isPresent()) {
            try {
                return reader.apply(cursor.get().position());
            } catch (RuntimeException notAPosition) {
                // The invalid cursor is reported below.
            }
        }
        fault("cursor", "must be the next_cursor of the previous page");
        return null;
    }

    /** Records an error that the caller found. */
    public void fault(String parameter, String reason) {
        errors.add(new FieldError(parameter, reason));
    }

    private @Nullable String value(String name) {
        asked.add(name);
        List<String> values = parameters.get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            fault(name, "must occur only once");
            return null;
        }
        return values.getFirst();
    }

    private void refuseOthersThanAsked() {
        for (String name : parameters.keySet()) {
            if (!asked.contains(name)) {
                fault(
                        Texts.hasControlCharacters(name) ? "query" : TextRules.printable(name),
                        asked.isEmpty()
                                ? "is unknown; this call has no parameters"
                                : "is unknown; this call has the parameters "
                                        + String.join(
                                                ", ", asked.stream().sorted().toList()));
            }
        }
    }
}
