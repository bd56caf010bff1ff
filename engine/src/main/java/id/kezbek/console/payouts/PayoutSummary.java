package id.kezbek.console.payouts;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.util.List;

/** The totals of payouts by provider: amounts, fees, and the fees that the choice of providers saved. */
public record PayoutSummary(Filters filters, List<String> partners, Sums sums) {

    /** The response of API v2. */
    public record Sums(List<Provider> providers, List<State> states, Money saved) {}

    public record Provider(String provider, long count, Money amount, Money fees, Money directFees, Money saved) {}

    public record State(String state, long count, Money amount) {}
}
