package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a customer's page. Several partners may have a customer with the same phone number, so links for staff
 * contain the partner.
 */
public final class CustomerLink {

    private CustomerLink() {}

    public static @Nullable String of(Screen screen, String partner, String msisdn) {
        String page = Path.of("/console/customers/{}", msisdn);
        return screen.link(screen.role().isStaff() ? Filters.address(page, Map.of("partner", partner)) : page);
    }
}
