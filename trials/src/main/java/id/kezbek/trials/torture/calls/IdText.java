package id.kezbek.trials.torture.calls;

import java.math.BigInteger;
import java.util.UUID;

/** Ids in the form of the API: 26 characters of Crockford's base 32. */
public final class IdText {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;
    private static final int BITS_PER_DIGIT = 5;

    private IdText() {}

    public static String of(UUID id) {
        BigInteger rest = new BigInteger(id.toString().replace("-", ""), 16);
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(DIGITS.charAt(rest.intValue() & (DIGITS.length() - 1)));
            rest = rest.shiftRight(BITS_PER_DIGIT);
        }
        return text.reverse().toString();
    }
}
