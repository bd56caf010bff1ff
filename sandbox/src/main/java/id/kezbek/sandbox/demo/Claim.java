package id.kezbek.sandbox.demo;

import java.math.BigDecimal;

/**
 * Something that the story says, and whether it is so.
 *
 * @param figures what was compared
 */
record Claim(String text, boolean holds, String figures) {

    static Claim same(String text, BigDecimal one, BigDecimal other) {
        return new Claim(text, one.compareTo(other) == 0, Figures.rupiah(one) + " = " + Figures.rupiah(other));
    }

    static Claim same(String text, long one, long other) {
        return new Claim(text, one == other, Figures.count(one) + " = " + Figures.count(other));
    }
}
