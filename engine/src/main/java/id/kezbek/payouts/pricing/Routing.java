package id.kezbek.payouts.pricing;

import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses one of the available providers. The order is: the fewest failures of this payout at the provider, then the
 * lowest fee, then the provider's code. The same input always gives the same result, and every candidate gets a
 * verdict.
 */
public final class Routing {

    /**
     * A provider with its current state, as a candidate.
     *
     * @param occupied whether an unresolved attempt with the same amount and phone number blocks the payout at the
     *     provider
     * @param covered whether the float covers amount and fee, or is not checked
     * @param failures the number of this payout's attempts at the provider that failed or were reversed
     */
    public record Candidate(
            Tariff tariff,
            boolean paused,
            boolean configured,
            boolean healthy,
            boolean occupied,
            boolean covered,
            int failures) {

        String provider() {
            return tariff.provider();
        }

        public boolean isUsable() {
            return configured && tariff.enabled();
        }
    }

    @FunctionalInterface
    private interface Rule {
        boolean excludes(Candidate candidate, Money amount);
    }

    private record Exclusion(Verdict verdict, Rule rule) {}

    /** Permanent reasons are checked before temporary reasons, so that a permanent reason is shown. */
    private static final List<Exclusion> EXCLUSIONS = List.of(
            new Exclusion(Verdict.NOT_WHOLE_RUPIAH, (candidate, amount) -> !amount.isWhole()),
            new Exclusion(
                    Verdict.BELOW_MINIMUM,
                    (candidate, amount) -> amount.below(candidate.tariff().minimum())),
            new Exclusion(
                    Verdict.ABOVE_MAXIMUM,
                    (candidate, amount) -> candidate.tariff().maximum().below(amount)),
            new Exclusion(Verdict.NOT_CONFIGURED, (candidate, amount) -> !candidate.configured()),
            new Exclusion(
                    Verdict.DISABLED, (candidate, amount) -> !candidate.tariff().enabled()),
            new Exclusion(Verdict.PAUSED, (candidate, amount) -> candidate.paused()),
            new Exclusion(Verdict.SAME_AMOUNT_UNRESOLVED, (candidate, amount) -> candidate.occupied()),
            new Exclusion(Verdict.FLOAT_SHORT, (candidate, amount) -> !candidate.covered()),
            new Exclusion(Verdict.BREAKER_OPEN, (candidate, amount) -> !candidate.healthy()));

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::failures)
            .thenComparing(candidate -> candidate.tariff().fee())
            .thenComparing(Candidate::provider);

    private Routing() {}

    public static Route choose(Money amount, List<Candidate> candidates) {
        List<Candidate> ordered = candidates.stream().sorted(BEST_FIRST).toList();
        Optional<Candidate> winner = ordered.stream()
                .filter(candidate -> exclusion(candidate, amount).isEmpty())
                .findFirst();
        List<Quote> quotes = new ArrayList<>(ordered.size());
        for (Candidate candidate : ordered) {
            Verdict verdict = exclusion(candidate, amount)
                    .or(() -> winner.map(best -> against(best, candidate)))
                    .orElseThrow();
            quotes.add(new Quote(candidate.provider(), candidate.tariff().fee(), verdict));
        }
        return winner.<Route>map(
                        best -> new Route.Chosen(best.provider(), best.tariff().fee(), quotes))
                .orElseGet(() -> nobody(quotes));
    }

    private static Optional<Verdict> exclusion(Candidate candidate, Money amount) {
        return EXCLUSIONS.stream()
                .filter(exclusion -> exclusion.rule().excludes(candidate, amount))
                .map(Exclusion::verdict)
                .findFirst();
    }

    private static Verdict against(Candidate winner, Candidate candidate) {
        if (candidate.equals(winner)) {
            return Verdict.CHOSEN;
        }
        if (candidate.failures() > winner.failures()) {
            return Verdict.FAILED_BEFORE;
        }
        return candidate.tariff().fee().equals(winner.tariff().fee()) ? Verdict.TIED : Verdict.DEARER;
    }

    private static Route nobody(List<Quote> quotes) {
        if (any(quotes, Verdict.SAME_AMOUNT_UNRESOLVED)) {
            return new Route.NotNow(Verdict.SAME_AMOUNT_UNRESOLVED.name(), quotes);
        }
        if (any(quotes, Verdict.BREAKER_OPEN)) {
            return new Route.NotNow("NO_PROVIDER_HEALTHY", quotes);
        }
        if (any(quotes, Verdict.FLOAT_SHORT)) {
            return new Route.NotNow(Verdict.FLOAT_SHORT.name(), quotes);
        }
        if (any(quotes, Verdict.PAUSED)) {
            return new Route.Paused(quotes);
        }
        if (any(quotes, Verdict.NOT_CONFIGURED)) {
            return new Route.NotNow("NO_PROVIDER_CONFIGURED", quotes);
        }
        if (any(quotes, Verdict.DISABLED)) {
            return new Route.NotNow("NO_PROVIDER_ENABLED", quotes);
        }
        return quotes.isEmpty()
                ? new Route.NotNow("NO_FEE_FOR_WALLET", quotes)
                : new Route.Never(quotes.getFirst().verdict().name(), quotes);
    }

    private static boolean any(List<Quote> quotes, Verdict verdict) {
        return quotes.stream().anyMatch(quote -> quote.verdict() == verdict);
    }
}
