package id.kezbek.reporting.web;

import id.kezbek.reporting.reports.Days;
import id.kezbek.reporting.reports.Figures;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of reports. */
final class ReportQuery {

    private static final int DAYS_MAX = 366;
    private static final int BY_MAX = 60;
    private static final int TWO_WEEKS = 14;
    private static final int MONTHS_BEFORE = 11;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

    private ReportQuery() {}

    /**
     * Reads {@code from} and {@code to}, the last day included. The default period is the current month up to today.
     */
    static Days days(Query query, Instant now) {
        return days(query, now, to -> to.withDayOfMonth(1));
    }

    /**
     * Like {@link #days}, but the default period is the longest allowed period, because items can stay open for a long
     * time.
     */
    static Days daysOfAYear(Query query, Instant now) {
        return days(query, now, to -> to.minusDays(DAYS_MAX));
    }

    /** Like {@link #days}, but the default period is two weeks. */
    static Days daysOfTwoWeeks(Query query, Instant now) {
        return days(query, now, to -> to.minusDays(TWO_WEEKS - 1L));
    }

    /** Like {@link #days}, but the default period is twelve months. */
    static Days daysOfTwelveMonths(Query query, Instant now) {
        return days(query, now, to -> to.withDayOfMonth(1).minusMonths(MONTHS_BEFORE));
    }

    private static Days days(Query query, Instant now, UnaryOperator<LocalDate> fromDefault) {
        LocalDate askedTo = query.day("to");
        LocalDate to = askedTo == null ? Jakarta.dayOf(now) : askedTo;
        LocalDate askedFrom = query.day("from");
        LocalDate from = askedFrom == null ? fromDefault.apply(to) : askedFrom;
        if (from.isAfter(to)) {
            query.fault("from", "must not be after to");
        } else if (from.plusDays(DAYS_MAX).isBefore(to)) {
            query.fault("from", "must be at most " + DAYS_MAX + " days before to");
        }
        return new Days(from, to);
    }

    /** Reads {@code by}: names separated by commas, for example {@code DAY,WALLET}. */
    static <E extends Enum<E>> Set<E> by(Query query, Class<E> groupings, Set<E> allowed) {
        EnumSet<E> by = EnumSet.noneOf(groupings);
        String text = query.text("by", BY_MAX);
        if (text == null) {
            return by;
        }
        for (String name : text.split(",", -1)) {
            E found = allowed.stream()
                    .filter(grouping -> grouping.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                query.fault("by", "must be one or more of " + allowed + ", with commas in between");
                return by;
            }
            by.add(found);
        }
        return by;
    }

    /** Reads {@code runway_below}: only accounts that last fewer than this number of days; null for all accounts. */
    static @Nullable Integer runwayBelow(Query query) {
        return query.found("runway_below", ReportQuery::runway, "must be a whole number from 1 to " + DAYS_MAX);
    }

    private static Optional<Integer> runway(String text) {
        return DIGITS.matcher(text).matches()
                ? Optional.of(Integer.parseInt(text)).filter(days -> days >= 1 && days <= DAYS_MAX)
                : Optional.empty();
    }

    /** @throws Refusal if a report has more groups than the maximum */
    static <T> List<T> bounded(List<T> groups) {
        if (groups.size() > Figures.GROUPS_MAX) {
            throw Refusal.badField(
                    "by", "gives more than " + Figures.GROUPS_MAX + " lines; request fewer days or less detail");
        }
        return groups;
    }
}
