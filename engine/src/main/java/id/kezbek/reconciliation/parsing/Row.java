package id.kezbek.reconciliation.parsing;

import de.siegmar.fastcsv.reader.CsvRecord;
import id.kezbek.shared.Texts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a row, by the meaning of the column. */
record Row(CsvRecord csv, Map<String, Integer> places) {

    /** The value with this meaning; null if the format does not have the column, or the value is empty. */
    @Nullable
    String get(String meaning) {
        Integer place = places.get(meaning);
        if (place == null || place >= csv.getFieldCount()) {
            return null;
        }
        String value = csv.getField(place).strip();
        return value.isEmpty() ? null : value;
    }

    String require(String meaning) {
        String value = get(meaning);
        if (value == null) {
            throw new BadRow(meaning + " is missing");
        }
        return value;
    }

    /** Like {@link #get}, but for a text that is stored. */
    @Nullable
    String text(String meaning, int maxLength) {
        String value = get(meaning);
        if (value != null && value.length() > maxLength) {
            throw new BadRow(meaning + " has more than " + maxLength + " characters");
        }
        if (value != null && Texts.hasControlCharacters(value)) {
            throw new BadRow(meaning + " contains control characters");
        }
        return value;
    }
}
