package id.kezbek.payouts;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Routes a payout that is due by what is in force now, and prepares the attempt that the route asks for. */
@Component
class Planning {

    /**
     * What is to become of a payout.
     *
     * @param attempt where a provider was chosen that has a turn for it
     */
    record Planned(
            Payouts.Due payout, Route route, @Nullable Attempt attempt) {}

    private static final String CUSTOMER_ERASED = "CUSTOMER_ERASED";
    private static final String NO_MOBILE_NUMBER = "NO_MOBILE_NUMBER";

    private final Tariffs tariffs;
    private final ConfiguredProviders providers;
    private final Ids ids;
    private final PayoutSettings settings;

    Planning(Tariffs tariffs, ConfiguredProviders providers, Ids ids, PayoutSettings settings) {
        this.tariffs = tariffs;
        this.providers = providers;
        this.ids = ids;
        this.settings = settings;
    }

    /**
     * Routes one payout, and takes the chosen provider's turn and what it costs there.
     *
     * @param occupied providers at which an unresolved attempt stands in the way of this payout
     */
    Planned plan(Payouts.Due payout, Set<String> occupied, Reservation reservation, Floats.Left floats, Instant now) {
        if (payout.msisdn().isErased()) {
            // Money that came back after the customer was erased: people decide about it, because nobody can be paid.
            return new Planned(payout, new Route.Never(CUSTOMER_ERASED, List.of()), null);
        }
        if (!payout.msisdn().isCanonical()) {
            // Of an older engine, which took what was given; a provider must not guess whose number it is.
            return new Planned(payout, new Route.Never(NO_MOBILE_NUMBER, List.of()), null);
        }
        List<Tariffs.InForce> inForce = tariffs.inForce(payout.wallet(), now);
        Route route = Routing.choose(
                payout.amount(),
                inForce.stream()
                        .map(tariff -> candidate(payout, tariff, occupied, floats))
                        .toList());
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

    /** A statement line of a provider without references shows number and amount only, so one may be open at a time. */
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
