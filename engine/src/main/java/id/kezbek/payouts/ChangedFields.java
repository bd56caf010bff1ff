package id.kezbek.payouts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a proposal changes, in words for whoever approves it. */
final class ChangedFields {

    private final List<String> words = new ArrayList<>();

    /** @param before null where there was nothing before */
    void tell(String field, @Nullable Object before, Object after) {
        if (!after.equals(before)) {
            words.add(field + " " + after + (before == null ? "" : " (was " + before + ")"));
        }
    }

    /** The fields that change; {@code none} where none does. */
    String orElse(String none) {
        return words.isEmpty() ? none : String.join(", ", words);
    }
}
