package id.kezbek.console.accounting;

import id.kezbek.console.operations.Operations;
import java.util.List;

/** The list of providers from which staff choose. */
public record Providers(List<Provider> items) {

    public record Provider(String code, String name) {}

    public static List<String> codes(Operations operations) {
        return operations.get(Providers.class, "/api/v2/providers").items().stream()
                .map(Provider::code)
                .toList();
    }
}
