package id.kezbek.payouts.simulation;

import id.kezbek.payouts.pricing.Quote;
import id.kezbek.payouts.pricing.Route;
import id.kezbek.payouts.pricing.Routing;
import id.kezbek.payouts.pricing.Tariff;
import id.kezbek.payouts.pricing.Verdict;
import id.kezbek.payouts.simulation.PastPayments.Payment;
import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the provider of a past payment again, with the proposed fee of one provider. The stored quotes show the fees
 * and the availability of all providers at that time; they do not change.
 */
final class PastRouting {

    private final Tariff proposed;
    private final boolean isConfigured;
    /** Many payments have the same quotes. */
    private final Map<String, List<Quote>> read = new HashMap<>();

    PastRouting(Tariff proposed, boolean isConfigured) {
        this.proposed = proposed;
        this.isConfigured = isConfigured;
    }

    /** The fee of the payment; empty if no provider could pay this amount with one order. */
    Optional<Money> fee(Payment payment) {
        Verdict ofProposed = null;
        List<Routing.Candidate> candidates = new ArrayList<>();
        for (Quote quote : read.computeIfAbsent(payment.quotes(), Quote::read)) {
            if (quote.provider().equals(proposed.provider())) {
                ofProposed = quote.verdict();
            } else if (quote.verdict().isAvailable()) {
                candidates.add(asThen(quote, payment.amount()));
            }
        }
        candidates.add(candidate(ofProposed));
        return Routing.choose(payment.amount(), candidates) instanceof Route.Chosen chosen
                ? Optional.of(chosen.fee())
                : Optional.empty();
    }

    /** A provider that accepted this amount at that time. Its limits for other amounts are not needed. */
    private Routing.Candidate asThen(Quote quote, Money amount) {
        return new Routing.Candidate(
                new Tariff(quote.provider(), proposed.wallet(), quote.fee(), amount, amount, false, true),
                false,
                true,
                true,
                false,
                true,
                failures(quote.verdict()));
    }

    /** @param then null if the provider had no fee at that time */
    private Routing.Candidate candidate(@Nullable Verdict then) {
        return new Routing.Candidate(
                proposed,
                then == Verdict.PAUSED,
                isConfigured,
                then != Verdict.BREAKER_OPEN,
                then == Verdict.SAME_AMOUNT_UNRESOLVED,
                then != Verdict.FLOAT_SHORT,
                failures(then));
    }

    private static int failures(@Nullable Verdict verdict) {
        return verdict == Verdict.FAILED_BEFORE ? 1 : 0;
    }
}
