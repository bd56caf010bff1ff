package id.kezbek.sandbox.demo.reckoning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures for people, thousands apart. */
public final class Figures {

    private Figures() {}

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Whole rupiah without decimals, anything else with two. */
    public static String rupiah(BigDecimal amount) {
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return String.format(Locale.ROOT, "%,." + (whole ? 0 : 2) + "f", amount.setScale(2, RoundingMode.HALF_EVEN));
    }
}
