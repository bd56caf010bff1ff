package id.kezbek.console.payouts;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.transactions.Payout;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page with stuck payouts, the oldest first. */
public record StuckList(Filters filters, List<String> partners, Found found) {

    /** The reasons why a payout may wait. */
    public static final List<String> REASONS =
            List.of("PEOPLE", "OUTCOME", "CALLBACK", "FUNDING", "WALLET_MINIMUM", "PROVIDER");

    public record Found(List<Stuck> items, @Nullable String nextCursor) {}

    public record Stuck(Payout payout, String waitsFor, long ageSeconds) {

        public Duration age() {
            return Duration.ofSeconds(ageSeconds);
        }

        /** The colour of the reason. Payouts that wait for people are highlighted. */
        public String tone() {
            return waitsFor.equals("PEOPLE") || waitsFor.equals("CALLBACK") ? "bad" : "wait";
        }
    }
}
