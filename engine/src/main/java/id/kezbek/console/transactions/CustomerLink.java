package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of a customer's page. A number may be a customer of several partners, so staff name the partner. */
public final class CustomerLink {

    private CustomerLink() {}

    public static @Nullable String of(Screen screen, String partner, String msisdn) {
        String page = Path.of("/console/customers/{}", msisdn);
        return screen.link(screen.role().isStaff() ? Filters.address(page, Map.of("partner", partner)) : page);
    }
}
