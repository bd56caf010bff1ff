package id.kezbek.console.accounting;

import id.kezbek.console.operations.Operations;
import java.util.List;

/** The providers that staff choose from. */
public record Providers(List<Provider> items) {

    public record Provider(String code, String name) {}

    public static List<String> codes(Operations operations) {
        return operations.get(Providers.class, "/api/v2/providers").items().stream()
                .map(Provider::code)
                .toList();
    }
}
