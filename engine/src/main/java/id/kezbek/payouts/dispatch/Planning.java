package id.kezbek.payouts.dispatch;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.floats.Floats;
import id.kezbek.payouts.pricing.Quote;
import id.kezbek.payouts.pricing.Route;
import id.kezbek.payouts.pricing.Routing;
import id.kezbek.payouts.pricing.Tariff;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.records.Attempt;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Chooses the provider of a due payout with the settings in force, and prepares the attempt. */
@Component
public class Planning {

    /**
     * The plan for a payout.
     *
     * @param attempt present if a provider with a free slot was chosen
     */
    record Planned(
            Payouts.Due payout, Route route, @Nullable Attempt attempt) {}

    private static final String CUSTOMER_ERASED = "CUSTOMER_ERASED";
    private static final String NO_MOBILE_NUMBER = "NO_MOBILE_NUMBER";
    private static final String ABOVE_WALLET_MAXIMUM = "ABOVE_WALLET_MAXIMUM";
    private static final String SPLITTING_IS_OFF = "SPLITTING_IS_OFF";

    private final Wallets wallets;
    private final Tariffs tariffs;
    private final ConfiguredProviders providers;
    private final Ids ids;
    private final PayoutSettings settings;

    Planning(Wallets wallets, Tariffs tariffs, ConfiguredProviders providers, Ids ids, PayoutSettings settings) {
        this.wallets = wallets;
        this.tariffs = tariffs;
        this.providers = providers;
        this.ids = ids;
        this.settings = settings;
    }

    /**
     * Plans one payout, and reserves the provider's slot and the cost of the order.
     *
     * @param occupied the providers with an unresolved attempt that blocks this payout
     */
    Planned plan(Payouts.Due payout, Set<String> occupied, Reservation reservation, Floats.Left floats, Instant now) {
        if (payout.msisdn().isErased()) {
            // A provider returned the money after the customer's phone number was erased. Without a number the engine
            // cannot pay, so staff decide.
            return new Planned(payout, new Route.Never(CUSTOMER_ERASED, List.of()), null);
        }
        if (!payout.msisdn().isCanonical()) {
            // An older version of the engine accepted any digits as a phone number. The engine sends no order for such
            // a number, because providers could read it differently.
            return new Planned(payout, new Route.Never(NO_MOBILE_NUMBER, List.of()), null);
        }
        List<Tariffs.InForce> inForce = tariffs.inForce(payout.wallet(), now);
        Route route = route(
                payout,
                inForce.stream()
                        .map(tariff -> candidate(payout, tariff, occupied, floats))
                        .toList(),
                now);
        return switch (route) {
            case Route.Chosen chosen
            when reservation.takeTurn(chosen.provider()) -> {
                floats.take(chosen.provider(), payout.amount().plus(chosen.fee()));
                yield new Planned(payout, route, attempt(payout, chosen, directFee(inForce), now));
            }
            case Route.Chosen chosen -> new Planned(payout, new Route.NoTurn(chosen.quotes()), null);
            case Route.NoTurn noTurn -> new Planned(payout, route, null);
            case Route.Paused paused -> new Planned(payout, route, null);
            case Route.NotNow notNow -> new Planned(payout, route, null);
            case Route.Never never -> new Planned(payout, route, null);
        };
    }

    private Route route(Payouts.Due payout, List<Routing.Candidate> candidates, Instant now) {
        boolean isTried = payout.attempts() > 0;
        if (!isTried && candidates.stream().noneMatch(Routing.Candidate::isUsable)) {
            // Without a usable provider, the limits for splitting the payout are not known. So the whole payout waits.
            return Routing.choose(oneOrder(payout.amount(), candidates), candidates);
        }
        Route route = Routing.choose(payout.amount(), candidates);
        if (!settings.splitHighPayouts() && !isTried && needsParts(payout, now)) {
            return new Route.NotNow(SPLITTING_IS_OFF, route.quotes());
        }
        // A payout above the wallet's maximum gets here only if it cannot be split, or if it was already tried. A
        // payout that was already tried keeps its amount.
        boolean isAbove = !isTried && wallets.require(payout.wallet()).maximum().below(payout.amount());
        return isAbove && !(route instanceof Route.Never)
                ? new Route.Never(ABOVE_WALLET_MAXIMUM, route.quotes())
                : route;
    }

    private boolean needsParts(Payouts.Due payout, Instant now) {
        return !tariffs.limits(wallets.require(payout.wallet()), now)
                .parts(payout.amount())
                .isEmpty();
    }

    private static Money oneOrder(Money amount, List<Routing.Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.tariff().maximum())
                .max(Comparator.naturalOrder())
                .map(amount::min)
                .orElse(amount);
    }

    private Routing.Candidate candidate(
            Payouts.Due payout, Tariffs.InForce inForce, Set<String> occupied, Floats.Left floats) {
        String code = inForce.tariff().provider();
        var provider = providers.find(code);
        return new Routing.Candidate(
                inForce.tariff(),
                inForce.paused(),
                provider.isPresent(),
                provider.map(PayoutProvider::isHealthy).orElse(false),
                occupied.contains(code),
                floats.covers(code, payout.amount().plus(inForce.tariff().fee())),
                payout.failures().getOrDefault(code, 0));
    }

    private static @Nullable Money directFee(List<Tariffs.InForce> inForce) {
        return inForce.stream()
                .map(Tariffs.InForce::tariff)
                .filter(Tariff::direct)
                .map(Tariff::fee)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Attempt attempt(Payouts.Due payout, Route.Chosen chosen, @Nullable Money directFee, Instant now) {
        return new Attempt(
                ids.next(),
                payout.id(),
                payout.attempts() + 1,
                chosen.provider(),
                payout.partner(),
                payout.msisdn(),
                payout.wallet(),
                payout.amount(),
                chosen.fee(),
                directFee,
                now.plus(settings.lease()),
                Quote.json(chosen.quotes()),
                now,
                exclusiveKey(payout, chosen.provider()));
    }

    /**
     * A settlement line of a provider without references contains only the phone number and the amount. So only one
     * attempt with the same phone number and amount may be open at this provider.
     */
    private @Nullable String exclusiveKey(Payouts.Due payout, String provider) {
        boolean knowsReferences = providers
                .find(provider)
                .map(known -> known.capabilities().knowsReferences())
                .orElse(false);
        return knowsReferences
                ? null
                : payout.msisdn().digits() + ":" + payout.amount().decimal().toPlainString();
    }
}
