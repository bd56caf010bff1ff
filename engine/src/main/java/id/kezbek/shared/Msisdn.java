package id.kezbek.shared;

import java.util.regex.Pattern;

/**
 * A phone number: E.164 digits without the plus sign. Its text form is masked, so that one that slips into a log or an
 * exception tells nobody; {@link #digits()} is the number itself.
 */
public record Msisdn(String digits) implements Comparable<Msisdn> {

    public static final int MIN_DIGITS = 8;
    public static final int MAX_DIGITS = 15;
    /** What the pseudonym of an erased customer begins with; no country's prefix begins with a zero. */
    public static final String ERASED = "00";

    private static final Pattern SHAPE = Pattern.compile("[0-9]{" + MIN_DIGITS + "," + MAX_DIGITS + "}");

    public Msisdn {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("An MSISDN has 8 to 15 digits");
        }
    }

    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** Whether it stands for a customer who was erased: nobody can be paid or written to under it. */
    public boolean isErased() {
        return digits.length() == MAX_DIGITS && digits.startsWith(ERASED);
    }

    /** The number with all but its country prefix and last three digits hidden, such as 62*******510. */
    public String masked() {
        return digits.substring(0, 2) + "*".repeat(digits.length() - 5) + digits.substring(digits.length() - 3);
    }

    @Override
    public int compareTo(Msisdn other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return masked();
    }
}
