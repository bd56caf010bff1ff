package id.kezbek.payouts;

import id.kezbek.shared.Money;
import java.util.List;

/** What routing decided for a payout at this moment; the quotes stand best first. */
sealed interface Route {

    List<Quote> quotes();

    record Chosen(String provider, Money fee, List<Quote> quotes) implements Route {}

    /** Everyone who could pay is paused: wait for people. */
    record Paused(List<Quote> quotes) implements Route {}

    /** The one that should pay has all its turns under way: left as it is for the next poll. */
    record NoTurn(List<Quote> quotes) implements Route {}

    /** Nobody can pay at the moment: look again after a while. */
    record NotNow(String reason, List<Quote> quotes) implements Route {}

    /** Nobody takes such an amount: waiting does not help. */
    record Never(String reason, List<Quote> quotes) implements Route {}
}
