package id.kezbek.console.payouts;

import id.kezbek.console.accounting.Providers;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.transactions.Payout;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page with stuck payouts, the oldest first. */
public record StuckList(Filters filters, Choices choices, Found found) {

    static final String[] FILTERS = {"partner", "waits_for", "state", "reason", "provider", "min_age_hours", "msisdn"};

    /** The values for the filters by partner and by provider. */
    public record Choices(List<String> partners, List<String> providers) {

        static Choices of(Operations operations) {
            return new Choices(Partners.all(operations).codes(), Providers.codes(operations));
        }
    }

    /** The values of the filter {@code waits_for}. */
    public static final List<String> REASONS =
            List.of("PEOPLE", "OUTCOME", "CALLBACK", "FUNDING", "WALLET_MINIMUM", "PROVIDER");

    /** The states of payouts that may be stuck. */
    public static final List<String> STATES = List.of("ATTENTION", "IN_FLIGHT", "HELD", "PENDING");

    /** The values of the filter by reason code. */
    public static final List<String> CODES = List.of(
            "FLOAT_SHORT",
            "NO_PROVIDER_HEALTHY",
            "NO_PROVIDER_ENABLED",
            "NO_PROVIDER_CONFIGURED",
            "NO_FEE_FOR_WALLET",
            "PROVIDERS_PAUSED",
            "FUNDING_SHORT",
            "BELOW_WALLET_MINIMUM",
            "BELOW_MINIMUM",
            "ABOVE_MAXIMUM",
            "ABOVE_WALLET_MAXIMUM",
            "SPLITTING_IS_OFF",
            "NOT_WHOLE_RUPIAH",
            "NO_MOBILE_NUMBER",
            "CALLBACK_SAYS_FAILED",
            "INQUIRY_SAYS_FAILED",
            "SAME_AMOUNT_UNRESOLVED",
            "CUSTOMER_ERASED",
            "PAID_TWICE");

    /** The values of the filter by age, in hours. */
    public static final List<String> AGES = List.of("1", "6", "24", "72", "168");

    /** The URL of the page that proposes one decision about all payouts of this list. */
    public String bulk() {
        return Filters.address("/console/payout-decisions", filters.withoutCursor());
    }

    /** Whether the list contains payouts and the reader may propose a decision about them. */
    public boolean mayDecide(Screen screen) {
        return !found.items().isEmpty() && screen.link(bulk()) != null;
    }

    public record Found(List<Stuck> items, @Nullable String nextCursor) {}

    public record Stuck(Payout payout, String waitsFor, long ageSeconds) {

        public Duration age() {
            return Duration.ofSeconds(ageSeconds);
        }

        /** The colour of {@code waits_for}: {@code bad} if the payout waits for people or for a callback. */
        public String tone() {
            return waitsFor.equals("PEOPLE") || waitsFor.equals("CALLBACK") ? "bad" : "wait";
        }
    }
}
