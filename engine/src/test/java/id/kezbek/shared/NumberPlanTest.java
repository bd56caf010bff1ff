package id.kezbek.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that are mobile numbers; all spellings of a number are the same customer. */
class NumberPlanTest {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private final NumberPlan indonesia = new NumberPlan("ID", Set.of("ID"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "628118770510",
                "+628118770510",
                "00628118770510",
                "08118770510",
                "6208118770510",
                "+62 811-8770-510",
                "+62 0811 877 0510",
                "(0811) 877-0510",
                " 628118770510"
            })
    void readsEverySpellingAsOneNumber(String text) {
        assertThat(indonesia.parse(text)).contains(new Msisdn("628118770510"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "8118770510",
                "628118770510 ext. 4",
                "628118770510x4",
                "0811CEZBEK1",
                "6281187705",
                "6281187705101234",
                "62213905500",
                "6208001234567",
                "628001234567",
                "6291234567890",
                "+6591234567",
                "628118770510\u00a0",
                "\u0660\u0668\u0661\u0661\u0668\u0667\u0667\u0660\u0665\u0661\u0660",
                "+",
                "++628118770510",
                ""
            })
    void refusesImpossibleNumbers(String text) {
        assertThat(indonesia.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"628412345678", "0841234567890", "+628401234567"})
    void takesIndonesianRangesThatAreNewerThanTheLibrary(String text) {
        assertThat(indonesia.parse(text)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "+6591234567,6591234567",
        "6591234567,6591234567",
        "0065 9123 4567,6591234567",
        "08118770510,628118770510"
    })
    void takesNumbersOfEveryAllowedRegion(String text, String digits) {
        assertThat(new NumberPlan("ID", Set.of("ID", "SG")).parse(text)).contains(new Msisdn(digits));
    }

    @Test
    void refusesOtherRegionsWithoutIndonesia() {
        NumberPlan singapore = new NumberPlan("SG", Set.of("SG"));
        assertThat(singapore.parse("628118770510")).isEmpty();
        assertThat(singapore.expected()).contains("mobile number of Singapore, such as 65");
        assertThat(new NumberPlan("ID", Set.of("SG", "ID")).expected()).contains("of Indonesia or Singapore,");
        assertThat(indonesia.expected())
                .isEqualTo("must be a possible mobile number of Indonesia, such as 62812345678 or +62812345678");
    }

    @Test
    void refusesRegionsThatAreNone() {
        assertThatThrownBy(() -> new NumberPlan("ID", Set.of("ID", "62"))).hasMessageContaining("'62' is not a region");
        assertThatThrownBy(() -> new NumberPlan("MY", Set.of("ID")))
                .hasMessageContaining("must be one of the allowed regions");
    }

    /** The shortcut for Indonesian numbers gives the same results. */
    @Property(tries = 5_000)
    void quickWayAgreesWithLibrary(@ForAll("digitsAfterCountry") String national) throws NumberParseException {
        String digits = "62" + national;
        PhoneNumber number = LIBRARY.parse("+" + digits, "ID");
        PhoneNumberType type = LIBRARY.getNumberType(number);
        boolean isPossible = LIBRARY.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE)
                == ValidationResult.IS_POSSIBLE;
        boolean isNewRange = type == PhoneNumberType.UNKNOWN && national.matches("8[1-9].*") && isPossible;
        boolean expected = type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE || isNewRange;
        Optional<Msisdn> read = indonesia.parse(digits);
        assertThat(read.isPresent()).as(digits).isEqualTo(expected);
        assertThat(read.map(Msisdn::digits))
                .isEqualTo(
                        expected
                                ? Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164)
                                        .substring(1))
                                : Optional.empty());
    }

    @Property(tries = 2_000)
    void canonicalFormIsItsOwn(@ForAll("texts") String text) {
        indonesia
                .parse(text)
                .ifPresent(
                        number -> assertThat(indonesia.parse(number.digits())).contains(number));
    }

    /**
     * All notations that an older engine could store are among the spellings: that engine stored 8 to 15 digits
     * unchanged.
     */
    @Property(tries = 2_000)
    void namesEverySpellingThatOlderEnginesKept(@ForAll("texts") String text) {
        indonesia.parse(text).ifPresent(number -> {
            List<String> spellings = indonesia.spellings(number);
            assertThat(spellings)
                    .startsWith(number.digits())
                    .allSatisfy(
                            spelling -> assertThat(indonesia.parse(spelling)).contains(number));
            if (text.matches("[0-9]{8,15}")) {
                assertThat(spellings).contains(text);
            }
        });
    }

    @Property(tries = 2_000)
    void quickSpellingsAgreeWithLibrary(@ForAll("digitsAfterCountry") String national) {
        Assume.that(national.length() <= 13);
        Msisdn number = new Msisdn("62" + national);
        assertThat(indonesia.spellings(number)).isEqualTo(indonesia.spellingsOfLibrary(number));
    }

    @Test
    void keepsSpellingOfNumbersThatAreNone() {
        assertThat(indonesia.spellings(new Msisdn("00000000"))).containsExactly("00000000");
    }

    @Provide
    Arbitrary<String> digitsAfterCountry() {
        return Arbitraries.integers()
                .between(1, 9)
                .flatMap(first -> Arbitraries.strings()
                        .numeric()
                        .ofMinLength(6)
                        .ofMaxLength(13)
                        .map(rest -> (first > 3 ? "8" : Integer.toString(first)) + rest));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("62", "0", "0062", "620", "00620", "+62", "", "65")
                .flatMap(prefix -> Arbitraries.strings()
                        .numeric()
                        .ofMinLength(6)
                        .ofMaxLength(12)
                        .map(rest -> prefix + "8" + rest));
    }
}
