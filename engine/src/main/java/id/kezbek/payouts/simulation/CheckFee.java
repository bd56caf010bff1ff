package id.kezbek.payouts.simulation;

import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.pricing.ScheduleFeeAct;
import id.kezbek.payouts.pricing.Tariff;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.simulation.PastPayments.Payment;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Shows the effects of a proposed fee while a person enters it: the provider that the routing would choose for each
 * amount, and the fees of yesterday's payouts. Records nothing.
 */
@Component
public class CheckFee {

    /**
     * @param warnings as in a proposal of the fee
     * @param bands all amounts of the wallet, the lowest first
     */
    public record Checked(List<String> warnings, List<AmountBand> bands, Yesterday yesterday) {}

    /**
     * Yesterday's payouts to the wallet.
     *
     * @param changed the number of payouts with another fee
     * @param unpayable the number of payouts that no provider could have paid with one order; both sums omit them
     * @param paid the fees that were paid
     * @param wouldCost the fees with the proposed fee
     * @param isWhole false if not all payouts of the day were read
     */
    public record Yesterday(
            LocalDate day, long payouts, long changed, long unpayable, Money paid, Money wouldCost, boolean isWhole) {}

    private final ScheduleFeeAct act;
    private final Tariffs tariffs;
    private final Wallets wallets;
    private final ConfiguredProviders providers;
    private final PastPayments pastPayments;

    CheckFee(
            ScheduleFeeAct act,
            Tariffs tariffs,
            Wallets wallets,
            ConfiguredProviders providers,
            PastPayments pastPayments) {
        this.act = act;
        this.tariffs = tariffs;
        this.wallets = wallets;
        this.providers = providers;
        this.pastPayments = pastPayments;
    }

    /** @throws Refusal as for a proposal of the fee, or TOO_MANY_REQUESTS while another check is running */
    public Checked check(ScheduleFeeAct.Arguments asked) {
        ScheduleFeeAct.Arguments arguments = act.following(asked);
        act.check(arguments);
        RoutingSettings.Fee fee = act.fee(arguments);
        Tariff proposed = Tariff.of(fee);
        List<Tariff> now = tariffs.inForce(fee.wallet(), fee.effectiveFrom()).stream()
                .map(Tariffs.InForce::tariff)
                .toList();
        List<Tariff> then = Stream.concat(
                        now.stream().filter(tariff -> !tariff.provider().equals(proposed.provider())),
                        Stream.of(proposed))
                .toList();
        return new Checked(
                act.warnings(arguments),
                AmountBand.of(wallets.require(fee.wallet()), now, then, this::isConfigured),
                yesterday(proposed));
    }

    private Yesterday yesterday(Tariff proposed) {
        PastPayments.Yesterday past = pastPayments.yesterday(proposed.wallet());
        PastRouting routing = new PastRouting(proposed, isConfigured(proposed.provider()));
        long changed = 0;
        long unpayable = 0;
        Money paid = Money.ZERO;
        Money wouldCost = Money.ZERO;
        for (Payment payment : past.payments()) {
            Optional<Money> fee = routing.fee(payment);
            if (fee.isEmpty()) {
                unpayable++;
            } else {
                paid = paid.plus(payment.fee());
                wouldCost = wouldCost.plus(fee.get());
                changed += fee.get().equals(payment.fee()) ? 0 : 1;
            }
        }
        return new Yesterday(past.day(), past.payments().size(), changed, unpayable, paid, wouldCost, past.isWhole());
    }

    private boolean isConfigured(String provider) {
        return providers.find(provider).isPresent();
    }
}
