package id.kezbek.shared;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides which texts are mobile numbers, by libphonenumber, and which number each means. A leading 0 is the default
 * region's, a leading 00 or + stands before a country's prefix, and so do digits without any of these.
 *
 * <p>Indonesia assigns new mobile ranges before the library knows them, so every number of 9 to 12 digits that begins
 * with 81 to 89 is one. 80 is the range of service numbers, such as 0800.
 */
public final class NumberPlan {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final String INDONESIA = "ID";
    private static final int TEXT_MAX = 40;
    /** Digits as people and systems group them; letters and extensions are no part of a number. */
    private static final Pattern USUAL = Pattern.compile("[ (]*\\+?[0-9 ().-]+");

    private static final Pattern GROUPING = Pattern.compile("[ ().-]");
    private static final Pattern INDONESIAN_MOBILE = Pattern.compile("628[1-9][0-9]{7,10}");
    private static final int KEPT_MIN = 8;
    private static final int KEPT_MAX = 15;

    private static volatile NumberPlan inForce = new NumberPlan(INDONESIA, Set.of(INDONESIA));

    private final String defaultRegion;
    private final Set<String> allowedRegions;

    /**
     * @param defaultRegion whose numbers begin with 0, by its two letters of ISO 3166
     * @param allowedRegions whose mobile numbers are taken
     * @throws IllegalArgumentException where a region is none, or the default one is not allowed
     */
    public NumberPlan(String defaultRegion, Set<String> allowedRegions) {
        allowedRegions.forEach(NumberPlan::requireKnown);
        if (!allowedRegions.contains(defaultRegion)) {
            throw new IllegalArgumentException("the default region " + defaultRegion + " must be an allowed one");
        }
        this.defaultRegion = defaultRegion;
        this.allowedRegions = Set.copyOf(allowedRegions);
    }

    /** The plan of this process. */
    public static NumberPlan inForce() {
        return inForce;
    }

    /** Lets this process read numbers by another plan; for its start. */
    public static void use(NumberPlan plan) {
        inForce = plan;
    }

    Optional<Msisdn> parse(String text) {
        if (isIndonesianMobile(text) && allowedRegions.contains(INDONESIA)) {
            // The same answer as below, as NumberPlanTest shows, without the library's 5 microseconds.
            return Optional.of(new Msisdn(text));
        }
        return text.length() > TEXT_MAX || !USUAL.matcher(text).matches()
                ? Optional.empty()
                : read(international(GROUPING.matcher(text).replaceAll("")));
    }

    String expected() {
        PhoneNumber example = LIBRARY.getExampleNumberForType(defaultRegion, PhoneNumberType.MOBILE);
        String digits = digits(example);
        return "must be a possible mobile number of " + String.join(" or ", new TreeSet<>(allowedRegions))
                + ", such as " + digits + " or +" + digits;
    }

    String defaultCountry() {
        return Integer.toString(LIBRARY.getCountryCodeForRegion(defaultRegion));
    }

    /** By the same rules as {@link #parse}, so that it names no text that means another number. */
    List<String> spellings(Msisdn number) {
        Stream<String> others = Stream.of();
        try {
            PhoneNumber parsed = LIBRARY.parse("+" + number.digits(), defaultRegion);
            String country = Integer.toString(parsed.getCountryCode());
            String national = LIBRARY.getNationalSignificantNumber(parsed);
            String trunk = country + "0" + national;
            others = Stream.of("0" + national, "00" + number.digits(), trunk, "00" + trunk);
        } catch (NumberParseException noNumber) {
            // Kept by an older engine, which took it as it stood.
        }
        return Stream.concat(
                        Stream.of(number.digits()),
                        others.filter(text -> text.length() >= KEPT_MIN && text.length() <= KEPT_MAX)
                                .filter(text ->
                                        parse(text).filter(number::equals).isPresent()))
                .distinct()
                .toList();
    }

    private static String international(String dialled) {
        if (dialled.startsWith("+")) {
            return dialled;
        }
        if (dialled.startsWith("00")) {
            return "+" + dialled.substring(2);
        }
        return dialled.startsWith("0") ? dialled : "+" + dialled;
    }

    private Optional<Msisdn> read(String dialled) {
        try {
            PhoneNumber number = LIBRARY.parse(dialled, defaultRegion);
            String region = LIBRARY.getRegionCodeForNumber(number);
            return region != null && allowedRegions.contains(region) && isMobile(number)
                    ? Optional.of(new Msisdn(digits(number)))
                    : Optional.empty();
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    private static boolean isMobile(PhoneNumber number) {
        return switch (LIBRARY.getNumberType(number)) {
            case MOBILE, FIXED_LINE_OR_MOBILE -> true;
            case UNKNOWN -> isIndonesianMobile(digits(number));
            default -> false;
        };
    }

    private static boolean isIndonesianMobile(String digits) {
        return INDONESIAN_MOBILE.matcher(digits).matches();
    }

    private static String digits(PhoneNumber number) {
        return LIBRARY.format(number, PhoneNumberFormat.E164).substring(1);
    }

    private static void requireKnown(String region) {
        if (!LIBRARY.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException(
                    "'" + region + "' is no region; a region is two capital letters, such as ID");
        }
    }
}
