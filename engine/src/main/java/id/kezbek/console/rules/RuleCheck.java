package id.kezbek.console.rules;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Written;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effects of a proposed rule, from API v2. */
public record RuleCheck(List<Finding> findings, Yesterday yesterday) {

    /**
     * An effect on other rules.
     *
     * @param from the start of the effect; null if the effect starts together with the proposed version
     * @param rule the other rule; null if no other rule is affected
     */
    public record Finding(
            String kind,
            @Nullable Instant from,
            @Nullable Long rule,
            @Nullable Integer version,
            @Nullable Boolean proposedWins,
            @Nullable String why,
            @Nullable Band band) {

        /** The effect in words. */
        public String inWords(Screen screen) {
            String purchases = band == null
                    ? ""
                    : screen.text(
                            "rules.check.band",
                            Bands.quantity(screen, band.quantityFrom(), band.quantityBelow()),
                            Bands.amount(screen, band.amountFrom(), band.amountBelow()));
            String time = from == null ? "" : screen.written().time(from);
            String text =
                    screen.text("rules.check." + kind, purchases, String.valueOf(rule), String.valueOf(version), time);
            if (kind.equals("NEVER_BEGINS") || from == null) {
                return text + winner(screen);
            }
            return screen.text("rules.check.from", time, text + winner(screen));
        }

        private String winner(Screen screen) {
            if (proposedWins == null || why == null) {
                return "";
            }
            String winner = proposedWins
                    ? screen.text("rules.check.this")
                    : screen.text("rules.number", Objects.requireNonNull(rule));
            return " " + screen.text("rules.check.wins", winner, screen.text("rules.check.why." + why));
        }
    }

    public record Band(
            int quantityFrom,
            @Nullable Integer quantityBelow,
            Money amountFrom,
            @Nullable Money amountBelow) {}

    /** Yesterday's purchases: their actual cashback, and their simulated cashback with the proposed rule. */
    public record Yesterday(
            LocalDate day, long purchases, long changed, long uncovered, Money gave, Money wouldGive, boolean whole) {

        /** The difference with its sign. The percentage follows, unless the actual cashback is zero. */
        public String difference(Written written) {
            Money difference = wouldGive.minus(gave);
            String change = written.change(wouldGive.decimal(), gave.decimal());
            return (difference.isPositive() ? "+" : "")
                    + written.money(difference)
                    + (change == null ? "" : " (" + change + ")");
        }
    }
}
