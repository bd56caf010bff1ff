package id.kezbek.console.tiers;

import id.kezbek.console.frame.Screen;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effects of a proposed tier programme, from API v2. */
public record LadderCheck(List<Finding> findings) {

    /** An effect on one tier. Fields that do not apply to the kind of effect are null. */
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
