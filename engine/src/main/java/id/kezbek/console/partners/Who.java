package id.kezbek.console.partners;

import id.kezbek.console.operations.Operations;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reader, from API v2. */
public record Who(@Nullable String partner) {

    private record Current(Who who) {}

    /** The code of the officer's partner. */
    public static String partner(Operations operations) {
        return Objects.requireNonNull(
                operations.get(Current.class, "/api/v2/sessions/current").who().partner());
    }
}
