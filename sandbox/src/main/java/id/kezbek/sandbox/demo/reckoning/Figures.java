package id.kezbek.sandbox.demo.reckoning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats figures with thousands separators. */
public final class Figures {

    private Figures() {}

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Formats whole amounts without decimals, and other amounts with two decimals. */
    public static String rupiah(BigDecimal amount) {
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return String.format(Locale.ROOT, "%,." + (whole ? 0 : 2) + "f", amount.setScale(2, RoundingMode.HALF_EVEN));
    }
}
