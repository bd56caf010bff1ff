package id.kezbek.console.customers;

import id.kezbek.console.frame.Filters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Customers with a stored phone number that was changed or is invalid. */
public record Renumbered(Filters filters, Found found) {

    public static final List<String> OUTCOMES = List.of("RENAMED", "MERGED", "IMPOSSIBLE");

    /** A page of the list from API v2. */
    public record Found(List<Line> items, @Nullable String nextCursor) {}

    public record Line(
            String partner,
            String msisdn,
            @Nullable String canonical,
            String outcome,
            String tier,
            int transactions,
            Instant at) {

        /** Whether the stored phone number is invalid. A person must then correct it. */
        public boolean isWrong() {
            return outcome.equals("IMPOSSIBLE");
        }

        public String tone() {
            return isWrong() ? "bad" : "good";
        }
    }
}
