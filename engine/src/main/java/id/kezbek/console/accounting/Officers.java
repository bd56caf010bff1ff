package id.kezbek.console.accounting;

import id.kezbek.console.operations.Operations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the partner of an officer. */
public final class Officers {

    private record Current(Who who) {}

    private record Who(@Nullable String partner) {}

    private Officers() {}

    public static String partner(Operations operations) {
        return Objects.requireNonNull(
                operations.get(Current.class, "/api/v2/sessions/current").who().partner());
    }
}
