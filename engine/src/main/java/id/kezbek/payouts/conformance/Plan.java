package id.kezbek.payouts.conformance;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The orders and checks of one run.
 *
 * @param provider the provider's name in the settings, or its code
 * @param msisdn the phone number to which the orders pay
 * @param wallet the engine's code of the wallet
 * @param amount the amount of each order, in whole rupiah
 * @param patience the maximum wait for the result of an accepted order, and also for a callback
 * @param aboveLimit an amount that the provider must refuse; empty if this promise is not checked
 * @param isFloatEmpty whether the provider's float is too low for the amount; if so, only the promise about an empty
 *     float is checked
 * @param callbackPort the port that receives callbacks; empty if callbacks are not checked
 */
public record Plan(
        String provider,
        Msisdn msisdn,
        String wallet,
        Money amount,
        Duration patience,
        Optional<Money> aboveLimit,
        boolean isFloatEmpty,
        OptionalInt callbackPort) {

    /** The number of orders that the provider pays if every promise holds. */
    static final int PAID_ORDERS = 2;

    /** The maximum number of orders that a provider could pay if no promise holds. */
    static final int MOST_ORDERS = 6;

    /** The possible cost of the plan, as text for the person who starts it. */
    public String warning() {
        return isFloatEmpty
                ? "This sends 1 order of %s to %s (%s). If the float covers it, real money is paid."
                        .formatted(amount.inWords(), msisdn.masked(), wallet)
                : "This pays real money if the address is not a sandbox: %d orders of %s to %s (%s), and up to %d if a promise does not hold."
                                .formatted(PAID_ORDERS, amount.inWords(), msisdn.masked(), wallet, MOST_ORDERS)
                        + aboveLimit
                                .map(most -> " It also sends an order of %s, which the provider must refuse."
                                        .formatted(most.inWords()))
                                .orElse("");
    }
}
