package id.kezbek.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Language;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks amounts in words with an independent parser. */
class AmountInWordsTest {

    private static final List<String> INDONESIAN =
            List.of("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan");
    private static final List<String> ENGLISH = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    @ParameterizedTest
    @CsvSource({
        "0, nol rupiah, zero rupiah",
        "11, sebelas rupiah, eleven rupiah",
        "19, sembilan belas rupiah, nineteen rupiah",
        "101, seratus satu rupiah, one hundred one rupiah",
        "1000, seribu rupiah, one thousand rupiah",
        "1001000, satu juta seribu rupiah, one million one thousand rupiah",
        "11000, sebelas ribu rupiah, eleven thousand rupiah",
        "121021, seratus dua puluh satu ribu dua puluh satu rupiah, one hundred twenty-one thousand twenty-one rupiah",
        "2100000000, dua miliar seratus juta rupiah, two billion one hundred million rupiah",
    })
    void writesKnownAmounts(long rupiah, String indonesian, String english) {
        assertThat(AmountInWords.of(rupiah, Language.INDONESIAN)).isEqualTo(indonesian);
        assertThat(AmountInWords.of(rupiah, Language.ENGLISH)).isEqualTo(english);
    }

    @Test
    void refusesAmountsWithoutWords() {
        assertThatThrownBy(() -> AmountInWords.of(-1, Language.ENGLISH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AmountInWords.of(AmountInWords.MAX + 1, Language.ENGLISH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyAmountReadsBack(@ForAll @LongRange(min = 0, max = AmountInWords.MAX) long rupiah) {
        assertThat(indonesian(AmountInWords.of(rupiah, Language.INDONESIAN))).isEqualTo(rupiah);
        assertThat(english(AmountInWords.of(rupiah, Language.ENGLISH))).isEqualTo(rupiah);
    }

    private static long indonesian(String words) {
        long total = 0;
        long group = 0;
        long digit = 0;
        for (String word : words.split(" ")) {
            switch (word) {
                case "rupiah" -> total += group + digit;
                case "sepuluh" -> digit = 10;
                case "sebelas" -> digit = 11;
                case "belas" -> digit += 10;
                case "seratus" -> group += 100;
                case "seribu" -> total += 1000;
                case "puluh" -> {
                    group += digit * 10;
                    digit = 0;
                }
                case "ratus" -> {
                    group += digit * 100;
                    digit = 0;
                }
                case "ribu", "juta", "miliar", "triliun" -> {
                    total += (group + digit)
                            * (long) Math.pow(
                                    1000,
                                    1
                                            + List.of("ribu", "juta", "miliar", "triliun")
                                                    .indexOf(word));
                    group = 0;
                    digit = 0;
                }
                default -> digit = known(INDONESIAN, word);
            }
        }
        return total;
    }

    private static long english(String words) {
        long total = 0;
        long group = 0;
        for (String word : words.replace('-', ' ').split(" ")) {
            switch (word) {
                case "rupiah" -> total += group;
                case "hundred" -> group *= 100;
                case "thousand", "million", "billion", "trillion" -> {
                    total += group
                            * (long) Math.pow(
                                    1000,
                                    1
                                            + List.of("thousand", "million", "billion", "trillion")
                                                    .indexOf(word));
                    group = 0;
                }
                default -> group += TENS.contains(word) ? 20 + 10L * TENS.indexOf(word) : known(ENGLISH, word);
            }
        }
        return total;
    }

    private static long known(List<String> words, String word) {
        assertThat(words).contains(word);
        return words.indexOf(word);
    }
}
