package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a customer's page. Links for staff contain the partner, because several partners may have a customer with
 * this phone number.
 */
public final class CustomerLink {

    private CustomerLink() {}

    public static @Nullable String of(Screen screen, String partner, String msisdn) {
        String page = Path.of("/console/customers/{}", msisdn);
        return screen.link(screen.role().isStaff() ? Filters.address(page, Map.of("partner", partner)) : page);
    }
}
