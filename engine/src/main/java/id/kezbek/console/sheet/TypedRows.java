package id.kezbek.console.sheet;

import id.kezbek.shared.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a text field. Each line is a row. */
public final class TypedRows {

    private TypedRows() {}

    /** The lines that are not blank. */
    public static List<String> of(@Nullable String text) {
        return Objects.requireNonNullElse(text, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The parts of each line, split at the separator. */
    public static List<List<String>> of(@Nullable String text, String separator) {
        return of(text).stream()
                .map(line -> Arrays.stream(line.split(separator, -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /**
     * A line with a name and a value, for example {@code amount = jumlah}. The value is empty if the line has no
     * {@code =}.
     */
    public record Pair(String name, String value) {}

    public static List<Pair> pairs(@Nullable String text) {
        return of(text).stream()
                .map(line -> {
                    int at = line.indexOf('=');
                    return at < 0
                            ? new Pair(line, "")
                            : new Pair(
                                    line.substring(0, at).strip(),
                                    line.substring(at + 1).strip());
                })
                .toList();
    }

    /**
     * The pairs by name.
     *
     * @throws Refusal for this field, if two lines have the same name
     */
    public static Map<String, String> map(String field, @Nullable String text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Pair pair : pairs(text)) {
            if (map.put(pair.name(), pair.value()) != null) {
                throw Refusal.badField(field, "has more than one line for " + pair.name());
            }
        }
        return map;
    }

    /**
     * The number in the text. If the text is not a number, the text itself, so that the operation reports the error.
     */
    public static Object number(String text) {
        return text.matches("[0-9]{1,9}") ? (Object) Long.valueOf(text) : text;
    }
}
