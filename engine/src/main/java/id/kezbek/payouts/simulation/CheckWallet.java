package id.kezbek.payouts.simulation;

import id.kezbek.payouts.pricing.ChangeWalletAct;
import id.kezbek.payouts.simulation.PastPayments.Payment;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Shows the effects of a proposed wallet while a person enters it: how many of yesterday's payouts are outside the
 * proposed limits. Records nothing.
 */
@Component
public class CheckWallet {

    /** @param warnings as in a proposal of the wallet */
    public record Checked(List<String> warnings, Yesterday yesterday) {}

    /**
     * Yesterday's payouts to the wallet.
     *
     * @param below the number of payouts below the proposed minimum
     * @param above the number of payouts above the proposed maximum
     * @param isWhole false if not all payouts of the day were read
     */
    public record Yesterday(LocalDate day, long payouts, long below, long above, boolean isWhole) {}

    private final ChangeWalletAct act;
    private final PastPayments pastPayments;

    CheckWallet(ChangeWalletAct act, PastPayments pastPayments) {
        this.act = act;
        this.pastPayments = pastPayments;
    }

    /** @throws Refusal as for a proposal of the wallet, or TOO_MANY_REQUESTS while another check is running */
    public Checked check(ChangeWalletAct.Arguments wallet) {
        act.check(wallet);
        PastPayments.Yesterday past = pastPayments.yesterday(wallet.code());
        Money minimum = Money.rupiah(wallet.minimum());
        Money maximum = Money.rupiah(wallet.maximum());
        List<Money> amounts = past.payments().stream().map(Payment::amount).toList();
        return new Checked(
                act.warnings(wallet),
                new Yesterday(
                        past.day(),
                        amounts.size(),
                        amounts.stream().filter(amount -> amount.below(minimum)).count(),
                        amounts.stream().filter(maximum::below).count(),
                        past.isWhole()));
    }
}
