package id.kezbek.shared;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mobile number in canonical form: E.164 digits without the plus sign. {@link #parse} reads a caller's text. The
 * constructor accepts any stored digits, because older engines stored other notations. {@code toString} is masked, so
 * that logs and exceptions do not reveal the number; {@link #digits()} returns the number.
 */
public record Msisdn(String digits) implements Comparable<Msisdn> {

    public static final int MIN_DIGITS = 8;
    public static final int MAX_DIGITS = 15;
    /**
     * The prefix of an erased customer's pseudonym. No country code begins with zero, so a phone number never begins
     * with 000.
     */
    public static final String ERASED = "000";

    private static final Pattern KEPT = Pattern.compile("[0-9]{" + MIN_DIGITS + "," + MAX_DIGITS + "}");

    public Msisdn {
        if (!KEPT.matcher(digits).matches()) {
            throw new IllegalArgumentException("An MSISDN has 8 to 15 digits");
        }
    }

    /** The number in a caller's text; empty if it is not a possible mobile number of an allowed region. */
    public static Optional<Msisdn> parse(String text) {
        return NumberPlan.inForce().parse(text);
    }

    /** Describes the texts that {@link #parse} accepts, for error messages. */
    public static String expected() {
        return NumberPlan.inForce().expected();
    }

    /** The country code of numbers that begin with 0, for example 62. */
    public static String defaultCountry() {
        return NumberPlan.inForce().defaultCountry();
    }

    /** The canonical form of a stored number; unchanged if it is not a possible mobile number. */
    public static Msisdn ofKept(String digits) {
        Msisdn kept = new Msisdn(digits);
        // A pseudonym begins with zeros, which must not be parsed as an international prefix.
        return kept.isErased() ? kept : parse(digits).orElse(kept);
    }

    /**
     * Parses a number with which a caller searches stored data. Accepts every text that {@link #parse} accepts, and
     * also invalid digits that an older engine may have stored. The method never accepts a pseudonym.
     */
    public static Optional<Msisdn> parseKept(String text) {
        return parse(text)
                .or(() -> Optional.of(text)
                        .filter(digits -> KEPT.matcher(digits).matches())
                        .map(Msisdn::new)
                        .filter(kept -> !kept.isErased()));
    }

    /** Whether this is a possible mobile number of an allowed region, in canonical form. */
    public boolean isCanonical() {
        return parse(digits).filter(this::equals).isPresent();
    }

    /** The digits of this number, followed by all other notations in which older engines stored the number. */
    public List<String> spellings() {
        return NumberPlan.inForce().spellings(this);
    }

    /** Whether this is the pseudonym of an erased customer, who cannot be paid or contacted. */
    public boolean isErased() {
        return digits.length() == MAX_DIGITS && digits.startsWith(ERASED);
    }

    /** The number, masked except its country code and last three digits, for example 62*******510. */
    public String masked() {
        return digits.substring(0, 2) + "*".repeat(digits.length() - 5) + digits.substring(digits.length() - 3);
    }

    /** The number as people write it in Indonesia, 08…; a foreign number in canonical form. */
    public String local() {
        return digits.startsWith("62") ? "0" + digits.substring(2) : digits;
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
