package id.kezbek.console.wallets;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Written;
import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The effects of a proposed fee, from API v2. */
public record FeeCheck(List<String> warnings, List<Band> bands, Yesterday yesterday) {

    /**
     * A range of amounts for which the engine chooses the same provider.
     *
     * @param to the highest amount, which is part of the range
     * @param now the current choice; null if no provider accepts these amounts
     * @param then the choice with the proposed fee; null if no provider would accept these amounts
     */
    public record Band(
            Money from,
            Money to,
            @Nullable Choice now,
            @Nullable Choice then,
            List<Choice> others) {

        public boolean isChanged() {
            return now == null ? then != null : !now.equals(then);
        }

        /** The other providers that would accept these amounts. */
        public String othersInWords(Screen screen) {
            return others.isEmpty()
                    ? screen.text("frame.none")
                    : others.stream().map(other -> other.inWords(screen)).collect(Collectors.joining(", "));
        }
    }

    public record Choice(String provider, Money fee) {

        public String inWords(Screen screen) {
            return screen.text(
                    "wallets.check.choice", provider, screen.written().money(fee));
        }
    }

    /** Yesterday's payouts: their actual fees, and their fees with the proposed fee. */
    public record Yesterday(
            LocalDate day, long payouts, long changed, long unpayable, Money paid, Money wouldCost, boolean whole) {

        /** The difference with its sign. The percentage follows, unless the actual fees are zero. */
        public String difference(Written written) {
            Money difference = wouldCost.minus(paid);
            String change = written.change(wouldCost.decimal(), paid.decimal());
            return (difference.isPositive() ? "+" : "")
                    + written.money(difference)
                    + (change == null ? "" : " (" + change + ")");
        }
    }
}
