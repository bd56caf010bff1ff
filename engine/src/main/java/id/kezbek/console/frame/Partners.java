package id.kezbek.console.frame;

import id.kezbek.console.operations.Operations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of partners from which staff choose, in the order of onboarding. */
public record Partners(List<Partner> items, @Nullable String nextCursor) {

    /** The maximum number of partners from which people can choose. */
    private static final String MOST = "200";

    public record Partner(String code, String company) {}

    public static Partners all(Operations operations) {
        return operations.get(Partners.class, "/api/v2/partners", Map.of("limit", MOST));
    }

    public List<String> codes() {
        return items.stream().map(Partner::code).toList();
    }
}
