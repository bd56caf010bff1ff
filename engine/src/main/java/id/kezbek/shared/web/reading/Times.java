package id.kezbek.shared.web.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses times in callers' texts. */
final class Times {

    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    /** A time in RFC 3339; empty for any other text and for invalid dates. */
    static Optional<Instant> parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            // Checks the year again, because the conversion from an offset could give a year with more than four
            // digits.
            return Optional.of(instant).filter(each -> !each.isBefore(FIRST) && !each.isAfter(LAST));
        } catch (DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }

    /** A day; empty for any other text and for days that do not exist. */
    static Optional<LocalDate> day(String text) {
        if (!DAY.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 0);
        } catch (DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }
}
