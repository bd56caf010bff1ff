package id.kezbek.shared;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mobile number in its canonical form: E.164 digits without the plus sign. {@link #parse} makes one of what a caller
 * wrote. The constructor takes what a row of the database holds, because rows of older engines hold other spellings. Its
 * text form is masked, so that a log or an exception does not show the number; {@link #digits()} is the number itself.
 */
public record Msisdn(String digits) implements Comparable<Msisdn> {

    public static final int MIN_DIGITS = 8;
    public static final int MAX_DIGITS = 15;
    /** What the pseudonym of an erased customer begins with: behind 00 stands a country's prefix, which has no zero in front. */
    public static final String ERASED = "000";

    private static final Pattern KEPT = Pattern.compile("[0-9]{" + MIN_DIGITS + "," + MAX_DIGITS + "}");

    public Msisdn {
        if (!KEPT.matcher(digits).matches()) {
            throw new IllegalArgumentException("An MSISDN has 8 to 15 digits");
        }
    }

    /** The number that a caller means; empty where the text is no possible mobile number of an allowed region. */
    public static Optional<Msisdn> parse(String text) {
        return NumberPlan.inForce().parse(text);
    }

    /** What {@link #parse} takes, for messages. */
    public static String expected() {
        return NumberPlan.inForce().expected();
    }

    /** The country's prefix of numbers that begin with 0, such as 62. */
    public static String defaultCountry() {
        return NumberPlan.inForce().defaultCountry();
    }

    /** The canonical form of what a row holds; as it is where it is no possible mobile number. */
    public static Msisdn ofKept(String digits) {
        Msisdn kept = new Msisdn(digits);
        // A pseudonym's leading zeros are no international prefix.
        return kept.isErased() ? kept : parse(digits).orElse(kept);
    }

    /**
     * The number that a caller means by what may be kept: what {@link #parse} takes, and else the digits of an impossible
     * number as an older engine kept them. No pseudonym of an erased customer.
     */
    public static Optional<Msisdn> parseKept(String text) {
        return parse(text)
                .or(() -> Optional.of(text)
                        .filter(digits -> KEPT.matcher(digits).matches())
                        .map(Msisdn::new)
                        .filter(kept -> !kept.isErased()));
    }

    /** Whether it is a possible mobile number of an allowed region, in its canonical form. */
    public boolean isCanonical() {
        return parse(digits).filter(this::equals).isPresent();
    }

    /** Its digits first, then every other spelling under which older engines kept the same number. */
    public List<String> spellings() {
        return NumberPlan.inForce().spellings(this);
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
