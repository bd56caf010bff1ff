package id.kezbek.console.accounting;

import java.util.Map;

/** Values of forms as v2 takes them. */
public final class Given {

    private Given() {}

    public static Map<String, String> amount(String typed) {
        return Map.of("value", typed.strip(), "currency", "IDR");
    }
}
