package id.kezbek.console.frame;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/**
 * The filters of a list, from the page's URL.
 *
 * @param path the path of the page
 * @param values the filters with a value, in the order of the form
 */
public record Filters(String path, Map<String, String> values) {

    private static final String CURSOR = "cursor";

    /**
     * Reads the parameters with these names, and {@code cursor}. Ignores empty parameters and parameters with other
     * names.
     */
    public static Filters of(String path, MultiValueMap<String, String> parameters, String... names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            put(values, name, parameters.getFirst(name));
        }
        put(values, CURSOR, parameters.getFirst(CURSOR));
        return new Filters(path, values);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value.strip());
        }
    }

    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The filters with these names. */
    public Map<String, String> only(String... names) {
        Map<String, String> some = new LinkedHashMap<>(values);
        some.keySet().retainAll(List.of(names));
        return some;
    }

    /**
     * A copy in which this filter has the next day. A person who enters a last day expects that the list includes this
     * day, but the operations exclude it.
     */
    public Filters throughDay(String name) {
        Map<String, String> through = new LinkedHashMap<>(values);
        through.computeIfPresent(name, (unused, day) -> dayAfter(day));
        return new Filters(path, through);
    }

    /** The next day. A text that is not a day stays unchanged, so that the operation refuses it. */
    private static String dayAfter(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).toString();
        } catch (DateTimeException unreadable) {
            return day;
        }
    }

    /** A copy in which a filter without a value has the given value. */
    public Filters withDefault(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putIfAbsent(name, value);
        return new Filters(path, all);
    }

    /** A copy in which a filter has this value. */
    public Filters with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put(name, value);
        return new Filters(path, all);
    }

    public boolean areAny() {
        return values.keySet().stream().anyMatch(name -> !name.equals(CURSOR));
    }

    public boolean isFirstPage() {
        return !values.containsKey(CURSOR);
    }

    /** The URL of the list's page that begins at the cursor. */
    public String page(@Nullable String cursor) {
        Map<String, String> other = new LinkedHashMap<>(values);
        other.remove(CURSOR);
        if (cursor != null) {
            other.put(CURSOR, cursor);
        }
        return address(path, other);
    }

    /** The filter values without the cursor. */
    public Map<String, String> withoutCursor() {
        Map<String, String> other = new LinkedHashMap<>(values);
        other.remove(CURSOR);
        return other;
    }

    /** A URL of this path with query parameters. */
    public static String address(String path, Map<String, String> values) {
        return values.isEmpty()
                ? path
                : path + "?"
                        + values.entrySet().stream()
                                .map(one ->
                                        one.getKey() + "=" + UriUtils.encode(one.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"));
    }
}
