package id.kezbek.sandbox.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures for people, thousands apart. */
final class Figures {

    private Figures() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Whole rupiah without decimals, anything else with two. */
    static String rupiah(BigDecimal amount) {
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return String.format(Locale.ROOT, "%,." + (whole ? 0 : 2) + "f", amount.setScale(2, RoundingMode.HALF_EVEN));
    }
}
