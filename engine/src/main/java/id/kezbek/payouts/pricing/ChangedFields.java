package id.kezbek.payouts.pricing;

import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changed fields of a proposal, as text for the approver. */
final class ChangedFields {

    private final List<String> words = new ArrayList<>();

    /**
     * @param before the old value; null if the field had no value @param after the new value; null if the field has no
     *     value
     */
    void tell(String field, @Nullable Object before, @Nullable Object after) {
        if (after != null && !after.equals(before)) {
            words.add(field + " " + text(after) + (before == null ? "" : " (was " + text(before) + ")"));
        }
    }

    private static String text(Object value) {
        return value instanceof Money money ? money.inWords() : value.toString();
    }

    /** The changed fields; {@code none} if no field changes. */
    String orElse(String none) {
        return words.isEmpty() ? none : String.join(", ", words);
    }
}
