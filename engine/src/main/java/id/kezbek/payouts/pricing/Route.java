package id.kezbek.payouts.pricing;

import id.kezbek.shared.Money;
import java.util.List;

/** The current routing decision for a payout. The quotes are ordered, with the best quote first. */
public sealed interface Route {

    List<Quote> quotes();

    record Chosen(String provider, Money fee, List<Quote> quotes) implements Route {}

    /** All suitable providers are paused, so the payout is held. */
    record Paused(List<Quote> quotes) implements Route {}

    /** The chosen provider has no free slot, so the payout waits for the next poll. */
    record NoTurn(List<Quote> quotes) implements Route {}

    /** No provider is available at the moment, so the engine tries again later. */
    record NotNow(String reason, List<Quote> quotes) implements Route {}

    /** Waiting does not help, so staff decide. Examples: no provider accepts the amount, or the number was erased. */
    record Never(String reason, List<Quote> quotes) implements Route {}
}
