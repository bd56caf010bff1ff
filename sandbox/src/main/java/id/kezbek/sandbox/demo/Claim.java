package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.demo.reckoning.Figures;
import java.math.BigDecimal;

/**
 * Something that the story says, and whether it is so.
 *
 * @param figures what was compared
 */
public record Claim(String text, boolean holds, String figures) {

    public static Claim same(String text, BigDecimal one, BigDecimal other) {
        return new Claim(text, one.compareTo(other) == 0, Figures.rupiah(one) + " = " + Figures.rupiah(other));
    }

    public static Claim same(String text, long one, long other) {
        return new Claim(text, one == other, Figures.count(one) + " = " + Figures.count(other));
    }
}
