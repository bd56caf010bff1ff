package id.kezbek.shared;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises mobile numbers with libphonenumber. A leading 0 means the default region. All other numbers begin with a
 * country code, with or without a leading 00 or +.
 *
 * <p>Indonesia assigns new ranges before the library knows them. So the engine accepts every Indonesian number of 9 to
 * 12 digits that begins with 81 to 89. The range 80 is excluded, because it contains service numbers, for example 0800.
 */
public final class NumberPlan {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final String INDONESIA = "ID";
    private static final int TEXT_MAX = 40;
    /** Digits with common separators. Letters and extensions are not part of a number. */
    private static final Pattern USUAL = Pattern.compile("[ (]*\\+?[0-9 ().-]+");

    private static final Pattern GROUPING = Pattern.compile("[ ().-]");
    private static final Pattern INDONESIAN_MOBILE = Pattern.compile("628[1-9][0-9]{7,10}");
    private static final int KEPT_MIN = 8;
    private static final int KEPT_MAX = 15;

    private static volatile NumberPlan inForce = new NumberPlan(INDONESIA, Set.of(INDONESIA));

    private final String defaultRegion;
    private final Set<String> allowedRegions;

    /**
     * @param defaultRegion the region of numbers that begin with 0, as a two-letter ISO 3166 code
     * @param allowedRegions the regions of accepted mobile numbers
     * @throws IllegalArgumentException for an unknown region, or a default region that is not allowed
     */
    public NumberPlan(String defaultRegion, Set<String> allowedRegions) {
        allowedRegions.forEach(NumberPlan::requireKnown);
        if (!allowedRegions.contains(defaultRegion)) {
            throw new IllegalArgumentException(
                    "Default region " + defaultRegion + " must be one of the allowed regions");
        }
        this.defaultRegion = defaultRegion;
        this.allowedRegions = Set.copyOf(allowedRegions);
    }

    /** The number plan of this process. */
    public static NumberPlan inForce() {
        return inForce;
    }

    /** Sets the number plan of this process. Called at the start of the process. */
    public static void use(NumberPlan plan) {
        inForce = plan;
    }

    Optional<Msisdn> parse(String text) {
        if (isIndonesianMobile(text) && allowedRegions.contains(INDONESIA)) {
            // A shortcut for Indonesia. It gives the same result as the code below (see NumberPlanTest), but is 5
            // microseconds faster.
            return Optional.of(new Msisdn(text));
        }
        return text.length() > TEXT_MAX || !USUAL.matcher(text).matches()
                ? Optional.empty()
                : read(international(GROUPING.matcher(text).replaceAll("")));
    }

    String expected() {
        PhoneNumber example = LIBRARY.getExampleNumberForType(defaultRegion, PhoneNumberType.MOBILE);
        String digits = digits(example);
        String countries = allowedRegions.stream()
                .map(region -> Locale.of("", region).getDisplayCountry(Locale.ENGLISH))
                .sorted()
                .collect(Collectors.joining(" or "));
        return "must be a possible mobile number of " + countries + ", such as " + digits + " or +" + digits;
    }

    String defaultCountry() {
        return Integer.toString(LIBRARY.getCountryCodeForRegion(defaultRegion));
    }

    /**
     * The notations of a number. {@link #parse} must turn each notation into this number, so that no notation belongs
     * to two numbers.
     */
    List<String> spellings(Msisdn number) {
        // A shortcut with the same result (see NumberPlanTest); without it, the library would parse each notation.
        return defaultRegion.equals(INDONESIA) && isIndonesianMobile(number.digits())
                ? spellings("62", number.digits().substring(2)).toList()
                : spellingsOfLibrary(number);
    }

    private static Stream<String> spellings(String country, String national) {
        String number = country + national;
        String trunk = country + "0" + national;
        return Stream.of(number, "0" + national, "00" + number, trunk, "00" + trunk)
                .filter(text -> text.length() >= KEPT_MIN && text.length() <= KEPT_MAX);
    }

    List<String> spellingsOfLibrary(Msisdn number) {
        Stream<String> others = Stream.of();
        try {
            PhoneNumber parsed = LIBRARY.parse("+" + number.digits(), defaultRegion);
            others = spellings(Integer.toString(parsed.getCountryCode()), LIBRARY.getNationalSignificantNumber(parsed));
        } catch (NumberParseException noNumber) {
            // The stored text is not a phone number, because an older engine stored any text. Such a text has no other
            // notations.
        }
        return Stream.concat(
                        Stream.of(number.digits()),
                        others.filter(text -> parse(text).filter(number::equals).isPresent()))
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
                    "'" + region + "' is not a region; a region has two capital letters, for example ID");
        }
    }
}
