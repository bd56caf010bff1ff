package id.kezbek.console.frame;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A field before and after a change; null if the field has no value. */
public record Change(
        String field, @Nullable String before, @Nullable String after) {

    public boolean isChange() {
        return !Objects.equals(before, after);
    }
}
