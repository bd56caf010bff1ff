package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.demo.reckoning.Figures;
import java.math.BigDecimal;

/**
 * A statement that the demo checks.
 *
 * @param figures the compared values
 */
public record Claim(String text, boolean holds, String figures) {

    public static Claim same(String text, BigDecimal one, BigDecimal other) {
        return new Claim(text, one.compareTo(other) == 0, Figures.rupiah(one) + " = " + Figures.rupiah(other));
    }

    public static Claim same(String text, long one, long other) {
        return new Claim(text, one == other, Figures.count(one) + " = " + Figures.count(other));
    }
}
