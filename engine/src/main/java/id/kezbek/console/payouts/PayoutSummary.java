package id.kezbek.console.payouts;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.util.List;

/** What was paid through each provider, what it cost and what the choice of providers saved. */
public record PayoutSummary(Filters filters, List<String> partners, Sums sums) {

    /** The answer of v2. */
    public record Sums(List<Provider> providers, List<State> states, Money saved) {}

    public record Provider(String provider, long count, Money amount, Money fees, Money directFees, Money saved) {}

    public record State(String state, long count, Money amount) {}
}
