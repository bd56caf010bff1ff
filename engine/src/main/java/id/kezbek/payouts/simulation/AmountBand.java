package id.kezbek.payouts.simulation;

import id.kezbek.payouts.Wallets.Wallet;
import id.kezbek.payouts.pricing.Quote;
import id.kezbek.payouts.pricing.Routing;
import id.kezbek.payouts.pricing.Tariff;
import id.kezbek.payouts.pricing.Verdict;
import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Amounts for which the routing makes the same choice.
 *
 * @param to included
 * @param now the chosen provider with the fees in force; null if no provider accepts these amounts
 * @param then the chosen provider with the proposed fee; null if no provider accepts these amounts
 * @param others the other providers that accept these amounts with the proposed fee, the best first
 */
public record AmountBand(
        Money from, Money to, @Nullable Quote now, @Nullable Quote then, List<Quote> others) {

    /** The bands of all amounts of a wallet. Pauses, failures and floats are not considered, because they pass. */
    static List<AmountBand> of(Wallet wallet, List<Tariff> now, List<Tariff> then, Predicate<String> isConfigured) {
        List<AmountBand> bands = new ArrayList<>();
        List<Money> starts = List.copyOf(starts(wallet, now, then));
        for (int i = 0; i < starts.size(); i++) {
            Money from = starts.get(i);
            Money to = i + 1 < starts.size() ? starts.get(i + 1).minus(Money.rupiah(1)) : wallet.maximum();
            List<Quote> quotes = quotes(from, then, isConfigured);
            AmountBand band = new AmountBand(
                    from,
                    to,
                    chosen(quotes(from, now, isConfigured)),
                    chosen(quotes),
                    quotes.stream()
                            .filter(quote -> quote.verdict().isAvailable() && quote.verdict() != Verdict.CHOSEN)
                            .toList());
            if (!bands.isEmpty() && band.continues(bands.getLast())) {
                band = band.from(bands.removeLast().from());
            }
            bands.add(band);
        }
        return bands;
    }

    /** The amounts at which a limit of a provider begins or ends. */
    private static SortedSet<Money> starts(Wallet wallet, List<Tariff> now, List<Tariff> then) {
        SortedSet<Money> starts = new TreeSet<>();
        starts.add(wallet.minimum());
        Stream.concat(now.stream(), then.stream())
                .flatMap(tariff -> Stream.of(tariff.minimum(), tariff.maximum().plus(Money.rupiah(1))))
                .filter(amount ->
                        wallet.minimum().below(amount) && wallet.maximum().atLeast(amount))
                .forEach(starts::add);
        return starts;
    }

    private static List<Quote> quotes(Money amount, List<Tariff> tariffs, Predicate<String> isConfigured) {
        return Routing.choose(
                        amount,
                        tariffs.stream()
                                .map(tariff -> new Routing.Candidate(
                                        tariff, false, isConfigured.test(tariff.provider()), true, false, true, 0))
                                .toList())
                .quotes();
    }

    private static @Nullable Quote chosen(List<Quote> quotes) {
        Optional<Quote> chosen = quotes.stream()
                .filter(quote -> quote.verdict() == Verdict.CHOSEN)
                .findFirst();
        return chosen.orElse(null);
    }

    private boolean continues(AmountBand before) {
        return equals(new AmountBand(from, to, before.now, before.then, before.others));
    }

    private AmountBand from(Money start) {
        return new AmountBand(start, to, now, then, others);
    }
}
