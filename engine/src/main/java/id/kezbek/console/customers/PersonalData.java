package id.kezbek.console.customers;

import id.kezbek.console.frame.Written;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All stored data about a customer, with one table for each kind. */
public record PersonalData(String msisdn, String partner, List<Kind> kinds) {

    /** The response of API v2. */
    public record Stored(Map<String, List<Map<String, Object>>> records) {}

    /** @param rows the texts of each row, one for each column; a text is empty if the row has no value there */
    public record Kind(String name, List<String> columns, List<List<String>> rows) {}

    static PersonalData of(Written written, String msisdn, String partner, Stored stored) {
        List<Kind> kinds = stored.records().entrySet().stream()
                .filter(kind -> !kind.getValue().isEmpty())
                .map(kind -> kind(written, kind.getKey(), kind.getValue()))
                .toList();
        return new PersonalData(msisdn, partner, kinds);
    }

    private static Kind kind(Written written, String name, List<Map<String, Object>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        return new Kind(
                name,
                List.copyOf(columns),
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column ->
                                        written.value(column, text(Objects.requireNonNullElse(row.get(column), ""))))
                                .toList())
                        .toList());
    }

    /** The text of a value. An amount is shown without its currency, because all amounts are in rupiah. */
    private static String text(Object value) {
        return value instanceof Map<?, ?> amount && amount.get("value") instanceof String number
                ? number
                : value.toString();
    }
}
