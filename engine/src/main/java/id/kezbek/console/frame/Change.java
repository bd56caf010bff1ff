package id.kezbek.console.frame;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A field's values before and after a change, formatted for people. A value is null if the field has no value.
 *
 * @param isChange whether the exact values differ; the formatted values may still be equal
 * @param href the page of the changed object; null if no such page exists or the reader may not open it
 */
public record Change(
        String field,
        @Nullable String before,
        @Nullable String after,
        boolean isChange,
        @Nullable String href) {

    public Change(String field, @Nullable String before, @Nullable String after) {
        this(field, before, after, !Objects.equals(before, after), null);
    }

    public Change linked(@Nullable String to) {
        return new Change(field, before, after, isChange, to);
    }

    /** Creates a change from exact values and formats them for people. */
    public static Change of(
            String field, @Nullable String before, @Nullable String after, UnaryOperator<String> shown) {
        return new Change(
                field,
                before == null ? null : shown.apply(before),
                after == null ? null : shown.apply(after),
                !Objects.equals(before, after),
                null);
    }
}
