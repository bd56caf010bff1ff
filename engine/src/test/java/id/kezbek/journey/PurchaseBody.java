package id.kezbek.journey;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The body of a purchase with each field as raw JSON, so that tests can write invalid values. */
public record PurchaseBody(Map<String, String> fields) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A valid purchase with a new reference. */
    static PurchaseBody good() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("quantity", "2");
        fields.put("amount", "750000");
        fields.put("msisdn", "\"628118770510\"");
        fields.put("email", "\"customer@example.com\"");
        fields.put("merchant_code", "\"LSAJA\"");
        fields.put("transaction_reference", "\"INV/" + NUMBER.incrementAndGet() + "\"");
        return new PurchaseBody(fields);
    }

    /** The same for v2. */
    public static PurchaseBody goodV2() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", "\"INV/" + NUMBER.incrementAndGet() + "\"");
        fields.put("quantity", "2");
        fields.put("amount", "{\"value\":\"750000.00\",\"currency\":\"IDR\"}");
        fields.put("msisdn", "\"628118770510\"");
        fields.put("wallet", "\"LSAJA\"");
        fields.put("email", "\"customer@example.com\"");
        return new PurchaseBody(fields);
    }

    /** This v2 purchase with another amount. */
    public PurchaseBody worth(String value) {
        return with("amount", "{\"value\":\"" + value + "\",\"currency\":\"IDR\"}");
    }

    /** The text of a field, without its quotes. */
    public String text(String field) {
        return fields.getOrDefault(field, "").replace("\"", "");
    }

    public PurchaseBody with(String field, String rawJson) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, rawJson);
        return new PurchaseBody(changed);
    }

    PurchaseBody without(String field) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new PurchaseBody(changed);
    }

    public String json() {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
