package id.kezbek.payouts;

import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a proposal changes, in words for whoever approves it. */
final class ChangedFields {

    private final List<String> words = new ArrayList<>();

    /** @param before null where there was nothing before */
    void tell(String field, @Nullable Object before, Object after) {
        if (!after.equals(before)) {
            words.add(field + " " + text(after) + (before == null ? "" : " (was " + text(before) + ")"));
        }
    }

    private static String text(Object value) {
        return value instanceof Money money ? money.inWords() : value.toString();
    }

    /** The fields that change; {@code none} where none does. */
    String orElse(String none) {
        return words.isEmpty() ? none : String.join(", ", words);
    }
}
