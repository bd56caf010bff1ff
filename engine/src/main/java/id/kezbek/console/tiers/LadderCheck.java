package id.kezbek.console.tiers;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Written;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effects of a proposed tier programme, from API v2. */
public record LadderCheck(List<Finding> findings, NextPurchase nextPurchase) {

    /** The tiers and rewards if each customer made one more purchase. */
    public record NextPurchase(long customers, List<TierCount> tiers, Money rewards, Money wouldReward, boolean whole) {

        /**
         * The difference of the rewards with its sign. The percentage follows, unless the rewards in force are zero.
         */
        public String difference(Written written) {
            Money difference = wouldReward.minus(rewards);
            String change = written.change(wouldReward.decimal(), rewards.decimal());
            return (difference.isPositive() ? "+" : "")
                    + written.money(difference)
                    + (change == null ? "" : " (" + change + ")");
        }
    }

    /**
     * The number of customers in a tier.
     *
     * @param after the number after the next purchase, with the programme in force
     * @param wouldBe the number after the next purchase, with the proposed programme
     */
    public record TierCount(String tier, long now, long after, long wouldBe) {}

    /** An effect on one tier. A field is null if this kind of effect does not use it. */
    public record Finding(
            String kind,
            String tier,
            @Nullable Integer count,
            @Nullable Integer was,
            @Nullable Integer becomes,
            @Nullable Money amountWas,
            @Nullable Money amountBecomes,
            @Nullable String nameWas,
            @Nullable String nameBecomes) {

        /** The effect in words. */
        public String inWords(Screen screen) {
            return screen.text(
                    "tiers.check." + kind,
                    tier,
                    String.valueOf(count),
                    String.valueOf(was),
                    shown(screen, amountWas),
                    shown(screen, amountBecomes),
                    String.valueOf(becomes),
                    Objects.requireNonNullElse(nameWas, tier),
                    Objects.requireNonNullElse(nameBecomes, tier));
        }

        private static String shown(Screen screen, @Nullable Money amount) {
            return amount == null ? "" : screen.written().money(amount);
        }
    }
}
